'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Field } from '#components/ui/field.tsx';
import { Input, Select } from '#components/ui/input.tsx';
import type { MailboxSettings } from '#lib/channels/mailboxes.ts';
import { PasswordField, ServerFields } from './server-fields.tsx';

/** Server, encryption, user, password, folder, since when, and what becomes of the mail there. */
export function ImapFields({
  mailbox: { address, imap, imapPasswordSet },
  today,
  id,
  errorFor,
}: {
  mailbox: MailboxSettings;
  today: string;
  id: (name: string) => string;
  errorFor: (field: string) => string | undefined;
}) {
  const t = useTranslations('settings.mail');
  const [afterwards, become] = useState(imap?.afterwards ?? 'leave');
  const text = (name: string) => ({ id: id(name), name, spellCheck: false, autoComplete: 'off' });
  return (
    <div className="grid gap-4 sm:grid-cols-6">
      {!imap?.signIn && (
        <>
          <ServerFields
            server={imap}
            usual={{ tls: 993, starttls: 143 }}
            labels={{ tls: t('imapTls'), starttls: t('imapStarttls') }}
            placeholder="imap.example.com"
            id={id}
            errorFor={errorFor}
          />
          <Field label={t('user')} htmlFor={id('user')} error={errorFor('user')} className="sm:col-span-3">
            <Input {...text('user')} defaultValue={imap?.user ?? address} required maxLength={320} />
          </Field>
          <PasswordField isSet={imapPasswordSet} hint={t('imapPasswordHint')} id={id} errorFor={errorFor} />
        </>
      )}
      <Field label={t('folder')} htmlFor={id('folder')} error={errorFor('folder')} className="sm:col-span-3">
        <Input {...text('folder')} defaultValue={imap?.folder ?? 'INBOX'} required maxLength={200} />
      </Field>
      <Field
        label={t('since')}
        hint={t('sinceHint')}
        htmlFor={id('since')}
        error={errorFor('since')}
        className="sm:col-span-3"
      >
        <Input
          id={id('since')}
          name="since"
          type="date"
          defaultValue={imap?.since ?? today}
          required
          aria-describedby={`${id('since')}-hint`}
        />
      </Field>
      <Field label={t('afterwards')} htmlFor={id('afterwards')} className="sm:col-span-3">
        <Select
          id={id('afterwards')}
          name="afterwards"
          value={afterwards}
          onChange={(event) => become(event.target.value as typeof afterwards)}
        >
          <option value="leave">{t('afterwardsLeave')}</option>
          <option value="read">{t('afterwardsRead')}</option>
          <option value="move">{t('afterwardsMove')}</option>
        </Select>
      </Field>
      {afterwards === 'move' && (
        <Field
          label={t('moveTo')}
          hint={t('moveToHint')}
          htmlFor={id('moveTo')}
          error={errorFor('moveTo')}
          className="sm:col-span-3"
        >
          <Input
            {...text('moveTo')}
            defaultValue={imap?.moveTo ?? 'Tandem'}
            required
            maxLength={200}
            aria-describedby={`${id('moveTo')}-hint`}
          />
        </Field>
      )}
    </div>
  );
}
