'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Field } from '#components/ui/field.tsx';
import { Input, Select } from '#components/ui/input.tsx';
import type { MailboxSettings } from '#lib/channels/mailboxes.ts';

/** Server, encryption, user and password. The usual port follows the encryption until somebody types another. */
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
  const [security, choose] = useState(smtp && !smtp.secure ? 'starttls' : 'tls');
  const [port, setPort] = useState(String(smtp?.port ?? 465));
  return (
    <div className="grid gap-4 sm:grid-cols-6">
      <Field label={t('host')} htmlFor={id('host')} error={errorFor('host')} className="sm:col-span-4">
        <Input
          id={id('host')}
          name="host"
          defaultValue={smtp?.host}
          required
          maxLength={253}
          spellCheck={false}
          autoComplete="off"
        />
      </Field>
      <Field label={t('port')} htmlFor={id('port')} error={errorFor('port')} className="sm:col-span-2">
        <Input
          id={id('port')}
          name="port"
          inputMode="numeric"
          value={port}
          required
          onChange={(event) => setPort(event.target.value)}
        />
      </Field>
      <Field label={t('security')} htmlFor={id('security')} className="sm:col-span-6">
        <Select
          id={id('security')}
          name="security"
          value={security}
          onChange={(event) => {
            choose(event.target.value);
            if (port === '465' || port === '587') setPort(event.target.value === 'tls' ? '465' : '587');
          }}
        >
          <option value="tls">{t('tls')}</option>
          <option value="starttls">{t('starttls')}</option>
        </Select>
      </Field>
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
      <Field
        label={t('password')}
        hint={smtpPasswordSet ? t('passwordSet') : undefined}
        htmlFor={id('password')}
        error={errorFor('password')}
        className="sm:col-span-3"
      >
        <Input
          id={id('password')}
          name="password"
          type="password"
          autoComplete="new-password"
          maxLength={1000}
          placeholder={smtpPasswordSet ? '••••••••••••' : undefined}
        />
      </Field>
    </div>
  );
}
