import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import type { SmtpSettings } from '#db/schema/channels.ts';

/** What a mailbox's form says; `smtp` null: its mail is captured. @param connected as for imapForm. */
export async function smtpForm(
  form: FormData,
  connected: { smtp: SmtpSettings | null },
): Promise<{ name: string; smtp: SmtpSettings | null; password: string }> {
  const t = await getTranslations('settings.mail');
  const name = z
    .object({ name: z.string().trim().min(1, t('nameMissing')).max(80) })
    .parse({ name: form.get('name') }).name;
  if (form.get('how') !== 'smtp') return { name, smtp: null, password: '' };
  if (connected.smtp) return { name, smtp: connected.smtp, password: '' };
  const schema = z.object({
    host: z
      .string()
      .trim()
      .max(253)
      .regex(/^[\w.:-]+$/, t('hostMissing')),
    port: z.coerce.number(t('portInvalid')).int().min(1, t('portInvalid')).max(65_535, t('portInvalid')),
    security: z.enum(['tls', 'starttls']),
    user: z.string().trim().max(320),
    password: z.string().max(1000),
  });
  const { host, port, security, user, password } = schema.parse(Object.fromEntries(form));
  return { name, smtp: { host, port, secure: security === 'tls', ...(user ? { user } : {}) }, password };
}
