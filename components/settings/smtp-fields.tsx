'use client';
import { useTranslations } from 'next-intl';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import type { MailboxSettings } from '#lib/channels/mailboxes.ts';
import { PasswordField, ServerFields } from './server-fields.tsx';

/** Server, encryption, user and password. */
export function SmtpFields({
  mailbox: { smtp, smtpPasswordSet },
  id,
  errorFor,
}: {
  mailbox: MailboxSettings;
  id: (name: string) => string;
  errorFor: (field: string) => string | undefined;
}) {
  const t = useTranslations('settings.mail');
  return (
    <div className="grid gap-4 sm:grid-cols-6">
      <ServerFields
        server={smtp}
        usual={{ tls: 465, starttls: 587 }}
        labels={{ tls: t('tls'), starttls: t('starttls') }}
        id={id}
        errorFor={errorFor}
      />
      <Field
        label={t('user')}
        hint={t('userHint')}
        htmlFor={id('user')}
        error={errorFor('user')}
        className="sm:col-span-3"
      >
        <Input
          id={id('user')}
          name="user"
          defaultValue={smtp?.user}
          maxLength={320}
          spellCheck={false}
          autoComplete="off"
        />
      </Field>
      <PasswordField isSet={smtpPasswordSet} id={id} errorFor={errorFor} />
    </div>
  );
}
