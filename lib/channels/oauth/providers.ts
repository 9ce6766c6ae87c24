// Google's and Microsoft's servers: where a mailbox's owner allows us in, and where its mail is then fetched and sent.
import { z } from 'zod';
import type { MailProvider } from '#db/schema/channels.ts';
import { env } from '#lib/platform/env.ts';

const server = z.object({ host: z.string(), port: z.number().int(), secure: z.boolean() });
const provider = z.object({
  authorizeUrl: z.url({ protocol: /^https?$/ }),
  tokenUrl: z.url({ protocol: /^https?$/ }),
  scope: z.string(),
  /** More that the page where the owner says yes wants to be asked. */
  ask: z.record(z.string(), z.string()),
  imap: server,
  smtp: server,
});
type Servers = z.infer<typeof provider>;
export type Provider = Servers & { name: string; clientId: string; clientSecret: string };

const NAMES = { google: 'Google', microsoft: 'Microsoft' };
const USUAL: Record<MailProvider, Servers> = {
  google: {
    authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
    tokenUrl: 'https://oauth2.googleapis.com/token',
    scope: 'https://mail.google.com/',
    // Only then does Google give a token that lasts.
    ask: { access_type: 'offline', prompt: 'consent' },
    imap: { host: 'imap.gmail.com', port: 993, secure: true },
    smtp: { host: 'smtp.gmail.com', port: 465, secure: true },
  },
  microsoft: {
    authorizeUrl: 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
    tokenUrl: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
    scope: 'offline_access https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send',
    ask: { prompt: 'select_account' },
    imap: { host: 'outlook.office365.com', port: 993, secure: true },
    smtp: { host: 'smtp.office365.com', port: 587, secure: false },
  },
};
export const mailProviders = Object.keys(USUAL) as MailProvider[];

/** Null: this installation has no app registered there. Throws when MAIL_PROVIDERS cannot be read. */
export function providerFor(key: MailProvider): Provider | null {
  const settings = env();
  const [clientId, clientSecret] =
    key === 'google'
      ? [settings.GOOGLE_CLIENT_ID, settings.GOOGLE_CLIENT_SECRET]
      : [settings.MICROSOFT_CLIENT_ID, settings.MICROSOFT_CLIENT_SECRET];
  if (!clientId || !clientSecret) return null;
  return { name: NAMES[key], clientId, clientSecret, ...USUAL[key], ...others()[key] };
}

export function providerName(key: MailProvider): string {
  return NAMES[key];
}

function others(): Partial<Record<MailProvider, Partial<Servers>>> {
  const text = env().MAIL_PROVIDERS;
  if (!text) return {};
  try {
    return z.object({ google: provider.partial(), microsoft: provider.partial() }).partial().parse(JSON.parse(text));
  } catch {
    throw new Error('MAIL_PROVIDERS is not the JSON that lib/channels/oauth/providers.ts describes.');
  }
}
