// The doors of mail providers: each reads what its provider posts and gives back a raw mail with its envelope, as the other doors have it.
import { readMailgun } from './mailgun.ts';
import type { Handed, Posted } from './posted.ts';
import { readPostmark } from './postmark.ts';
import { readSendgrid } from './sendgrid.ts';
import { readSes } from './ses.ts';

/** Mailgun sends raw mail only to addresses that end in "mime". Each throws Invalid for what is not its provider's, with words for whoever set it up. */
export const webhookProviders = {
  postmark: readPostmark,
  'mailgun-mime': readMailgun,
  sendgrid: readSendgrid,
  ses: readSes,
} satisfies Record<string, (posted: Posted) => Promise<Handed>>;

export type WebhookProvider = keyof typeof webhookProviders;

export function isWebhookProvider(name: string): name is WebhookProvider {
  return Object.hasOwn(webhookProviders, name);
}
