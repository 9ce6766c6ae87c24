'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Field } from '#components/ui/field.tsx';
import { Input, Select } from '#components/ui/input.tsx';

type Form = { id: (name: string) => string; errorFor: (field: string) => string | undefined };

/** Host, port and encryption of a mail server. The usual port follows the encryption until somebody types another. */
export function ServerFields({
  server,
  usual,
  labels,
  placeholder,
  id,
  errorFor,
}: Form & {
  server: { host: string; port: number; secure: boolean } | null | undefined;
  /** The ports that belong to each encryption. */
  usual: { tls: number; starttls: number };
  labels: { tls: string; starttls: string };
  placeholder?: string;
}) {
  const t = useTranslations('settings.mail');
  const [security, choose] = useState<keyof typeof usual>(server && !server.secure ? 'starttls' : 'tls');
  const [port, setPort] = useState(String(server?.port ?? usual.tls));
  const become = (next: keyof typeof usual) => {
    choose(next);
    if (Object.values(usual).some((one) => port === String(one))) setPort(String(usual[next]));
  };
  return (
    <>
      <Field label={t('host')} htmlFor={id('host')} error={errorFor('host')} className="sm:col-span-4">
        <Input
          id={id('host')}
          name="host"
          defaultValue={server?.host}
          required
          maxLength={253}
          spellCheck={false}
          autoComplete="off"
          placeholder={placeholder}
        />
      </Field>
      <Field label={t('port')} htmlFor={id('port')} error={errorFor('port')} className="sm:col-span-2">
        <Input
          id={id('port')}
          name="port"
          inputMode="numeric"
          value={port}
          required
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setPort(event.target.value)}
        />
      </Field>
      <Field label={t('security')} htmlFor={id('security')} className="sm:col-span-6">
        <Select
          id={id('security')}
          name="security"
          value={security}
          onChange={(event) => become(event.target.value === 'tls' ? 'tls' : 'starttls')}
        >
          <option value="tls">{labels.tls}</option>
          <option value="starttls">{labels.starttls}</option>
        </Select>
      </Field>
    </>
  );
}

/** A stored password is never shown again: left empty, it stays. */
export function PasswordField({ isSet, hint, id, errorFor }: Form & { isSet: boolean; hint?: string }) {
  const t = useTranslations('settings.mail');
  const shown = isSet ? t('passwordSet') : hint;
  return (
    <Field
      label={t('password')}
      hint={shown}
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
        placeholder={isSet ? '••••••••••••' : undefined}
        aria-describedby={shown ? `${id('password')}-hint` : undefined}
      />
    </Field>
  );
}
