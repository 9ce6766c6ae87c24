import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import type { ImapSettings } from '#db/schema/channels.ts';

/** What the form says about fetching; null: not at all. */
export async function imapForm(form: FormData): Promise<{ imap: ImapSettings | null; password: string }> {
  const t = await getTranslations('settings.mail');
  if (form.get('fetch') !== 'imap') return { imap: null, password: '' };
  const folder = (missing: string) =>
    z
      .string()
      .trim()
      .min(1, missing)
      .max(200)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what may not be in a folder's name
      .regex(/^[^\x00-\x1f\x7f*%]*$/, t('folderInvalid'));
  const schema = z.object({
    host: z
      .string()
      .trim()
      .max(253)
      .regex(/^[\w.:-]+$/, t('imapHostMissing')),
    port: z.coerce.number(t('portInvalid')).int().min(1, t('portInvalid')).max(65_535, t('portInvalid')),
    security: z.enum(['tls', 'starttls']),
    user: z.string().trim().min(1, t('imapUserMissing')).max(320),
    password: z.string().max(1000),
    folder: folder(t('folderMissing')),
    since: z.iso.date(t('sinceInvalid')),
    afterwards: z.enum(['leave', 'read', 'move']),
    moveTo: form.get('afterwards') === 'move' ? folder(t('moveToMissing')) : z.unknown().transform(() => undefined),
  });
  const { security, password, moveTo, ...imap } = schema.parse(Object.fromEntries(form));
  return { imap: { ...imap, secure: security === 'tls', ...(moveTo ? { moveTo } : {}) }, password };
}
