'use client';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import type { MailboxSettings } from '#lib/channels/mailboxes.ts';
import type { WebhookProvider } from '#lib/inbound/webhooks/providers.ts';
import type { FormState } from './form-state.ts';
import { SecretOnce } from './secret-once.tsx';

const PROVIDERS: WebhookProvider[] = ['postmark', 'mailgun-mime', 'sendgrid', 'ses'];

/** How mail comes in, and the key of the HTTP door. @param smtpPort 0: the SMTP listener is off. */
export function InboundDoor({
  mailbox,
  url,
  smtpPort,
  rotate,
}: {
  mailbox: MailboxSettings;
  url: string;
  smtpPort: number;
  rotate: () => Promise<FormState>;
}) {
  const t = useTranslations('settings');
  const [key, show] = useState<string>();
  const [pending, start] = useTransition();
  const { address, inboundKeySet } = mailbox;
  return (
    <div className="flex flex-col gap-3 p-5">
      <h4>{t('mail.in')}</h4>
      <p className="text-ink-2">
        {smtpPort > 0 ? t('mail.inBody', { address, port: String(smtpPort) }) : t('mail.inSmtpOff', { address })}
      </p>
      <code className="rounded-md bg-sunken px-2.5 py-1.5 font-mono text-sm break-all">
        {`POST ${url}`}
        <br />
        Authorization: Bearer …
        <br />
        Content-Type: message/rfc822
      </code>
      <details className="text-ink-2">
        <summary className="w-fit cursor-pointer underline-offset-2 hover:underline">{t('mail.providers')}</summary>
        <p className="mt-2 mb-1.5">{t('mail.providersBody')}</p>
        <ul className="flex flex-col gap-1 rounded-md bg-sunken px-2.5 py-1.5 font-mono text-sm break-all text-ink">
          {PROVIDERS.map((provider) => (
            <li key={provider}>{`${url.replace('://', '://tandem:KEY@')}/${provider}`}</li>
          ))}
        </ul>
      </details>
      {key && (
        <SecretOnce
          key={key}
          id={`key-${mailbox.id}`}
          label={t('ai.key')}
          value={key}
          note={t('mail.keyOnce')}
          copy={t('copy')}
          copied={t('copied')}
        />
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          disabled={pending}
          onClick={() =>
            start(async () => {
              const { secret, error } = await rotate();
              if (error) toast.error(error);
              else show(secret);
            })
          }
        >
          {inboundKeySet ? t('mail.keyRotate') : t('mail.keyMake')}
        </Button>
        <p className="text-ink-3">
          {inboundKeySet ? `${t('mail.keySet')} ${t('mail.keyRotateHint')}` : t('mail.keyNone')}
        </p>
      </div>
    </div>
  );
}
