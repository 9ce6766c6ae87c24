import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import type { ImapSettings } from '#db/schema/channels.ts';

/** What the form says about fetching; null: not at all. @param connected the servers of a mailbox that is signed in to with a grant. */
export async function imapForm(
  form: FormData,
  connected: { imap: ImapSettings | null },
): Promise<{ imap: ImapSettings | null; password: string }> {
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
  const where = z.object({
    host: z
      .string()
      .trim()
      .max(253)
      .regex(/^[\w.:-]+$/, t('imapHostMissing')),
    port: z.coerce.number(t('portInvalid')).int().min(1, t('portInvalid')).max(65_535, t('portInvalid')),
    security: z.enum(['tls', 'starttls']),
    user: z.string().trim().min(1, t('imapUserMissing')).max(320),
    password: z.string().max(1000),
  });
  const what = z.object({
    folder: folder(t('folderMissing')),
    since: z.iso.date(t('sinceInvalid')),
    afterwards: z.enum(['leave', 'read', 'move']),
    moveTo: form.get('afterwards') === 'move' ? folder(t('moveToMissing')) : z.unknown().transform(() => undefined),
  });
  const given = Object.fromEntries(form);
  const { moveTo, ...rest } = what.parse(given);
  const mail = { ...rest, ...(moveTo ? { moveTo } : {}) };
  if (connected.imap) {
    const { host, port, secure, user, signIn } = connected.imap;
    return { imap: { host, port, secure, user, ...(signIn ? { signIn } : {}), ...mail }, password: '' };
  }
  const { security, password, ...server } = where.parse(given);
  return { imap: { ...server, secure: security === 'tls', ...mail }, password };
}
