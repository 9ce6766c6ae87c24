'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import type { MailboxSettings } from '#lib/channels/mailboxes.ts';
import { FormFooter } from './form-footer.tsx';
import { SmtpFields } from './smtp-fields.tsx';
import { type FormAction, useActionForm } from './use-action-form.ts';

/** A mailbox's name and how its mail leaves. @param testAddress where a test mail would go. */
export function MailboxForm({
  mailbox,
  testAddress,
  action,
}: {
  mailbox: MailboxSettings;
  testAddress: string;
  action: FormAction;
}) {
  const t = useTranslations('settings');
  const { form, pending, state, errorFor } = useActionForm(action);
  const [how, choose] = useState<'capture' | 'smtp'>(mailbox.smtp ? 'smtp' : 'capture');
  const [intent, setIntent] = useState<'save' | 'test'>('save');
  const id = (name: string) => `${name}-${mailbox.id}`;
  return (
    <form {...form} className="flex flex-col gap-4 p-5">
      <h4>{t('mail.out')}</h4>
      <Field label={t('mail.name')} hint={t('mail.nameHint')} htmlFor={id('name')} error={errorFor('name')}>
        <Input
          id={id('name')}
          name="name"
          defaultValue={mailbox.name}
          required
          maxLength={80}
          aria-describedby={`${id('name')}-hint`}
        />
      </Field>
      <div className="flex flex-col items-start gap-1.5">
        <span className="font-medium">{t('mail.how')}</span>
        <Segmented
          label={t('mail.how')}
          value={how}
          onChange={choose}
          options={[
            { value: 'capture', label: t('mail.capture') },
            { value: 'smtp', label: t('mail.smtp') },
          ]}
        />
        <input type="hidden" name="how" value={how} />
        {how === 'capture' && <p className="text-sm text-ink-3">{t('mail.capturedBody')}</p>}
      </div>
      {how === 'smtp' && !mailbox.smtp?.signIn && <SmtpFields mailbox={mailbox} id={id} errorFor={errorFor} />}
      <FormFooter error={errorFor()} done={pending ? undefined : state.done}>
        <Button
          variant="primary"
          type="submit"
          name="intent"
          value="save"
          disabled={pending}
          onClick={() => setIntent('save')}
        >
          {pending && intent === 'save' ? t('saving') : t('save')}
        </Button>
        {how === 'smtp' && (
          <Button
            type="submit"
            name="intent"
            value="test"
            disabled={pending}
            title={t('mail.testTo', { email: testAddress })}
            onClick={() => setIntent('test')}
          >
            {pending && intent === 'test' ? t('mail.testing') : t('mail.test')}
          </Button>
        )}
      </FormFooter>
    </form>
  );
}
