import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const everywhere = [
  { key: 'x-content-type-options', value: 'nosniff' },
  { key: 'x-frame-options', value: 'DENY' },
  // Invitations carry a token in their address.
  { key: 'referrer-policy', value: 'same-origin' },
  { key: 'permissions-policy', value: 'camera=(), microphone=(), geolocation=(), payment=()' },
  { key: 'cross-origin-opener-policy', value: 'same-origin' },
];

const config: NextConfig = {
  headers: async () => [
    { source: '/:path*', headers: everywhere },
    // Said here, because what stands here wins over what a route says.
    ...['/files/:path*', '/api/pictures/:path*'].map((source) => ({
      source,
      headers: [{ key: 'referrer-policy', value: 'no-referrer' }],
    })),
  ],
  // The contact form's files; what is larger, app/(portal)/too-large.ts refuses before it is read.
  experimental: { serverActions: { bodySizeLimit: '21mb' }, proxyClientMaxBodySize: '21mb' },
  // proxy.ts must see the address that this server listens on, or its rewrites leave the process.
  skipProxyUrlNormalize: true,
  output: 'standalone',
  typedRoutes: true,
  agentRules: false,
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['@node-rs/argon2', 'imapflow', 'pino', 'postgres', 'nodemailer', 'pg-boss', 'smtp-server'],
};

export default createNextIntlPlugin('./messages/request.ts')(config);
