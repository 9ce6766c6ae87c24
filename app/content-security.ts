// What a page may load, said once. Scripts need this request's nonce, so that text from outside that became markup would still not run.
import { env } from '#lib/platform/env.ts';

/** The Content-Security-Policy of one page. Next puts the nonce, which it reads from this header, on its own scripts. */
export function contentSecurityPolicy(nonce: string): string {
  const development = env().NODE_ENV === 'development';
  const rules = {
    'default-src': "'self'",
    'script-src': `'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    // React writes style attributes on the server.
    'style-src': "'self' 'unsafe-inline'",
    // Articles show pictures from anywhere. A mail's frame inherits this policy and has its own, which allows our server alone.
    'img-src': "'self' data: blob: https: http:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'frame-src': "'self'",
    'object-src': "'none'",
    'base-uri': "'self'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
  };
  return Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}
