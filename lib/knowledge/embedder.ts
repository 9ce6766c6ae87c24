import type { AiEngine } from '#db/schema/workspace.ts';

/** Names what turned texts into vectors; null where nothing does. The same model behind another address may be another one. */
export function embedderOf({ provider, baseUrl, embedding }: AiEngine): string | null {
  if (provider === 'builtin' || provider === 'anthropic' || !embedding) return null;
  return [provider, ...(baseUrl ? [baseUrl.replace(/\/+$/, '')] : []), embedding].join(' ');
}
