'use client';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import type { MailboxSettings } from '#lib/channels/mailboxes.ts';
import { FormFooter } from './form-footer.tsx';
import { type FormAction, useActionForm } from './use-action-form.ts';

/** Which server's word about senders a mailbox believes. */
export function TrustForm({ mailbox, action }: { mailbox: MailboxSettings; action: FormAction }) {
  const t = useTranslations('settings');
  const { form, pending, state, errorFor } = useActionForm(action);
  const id = `authserv-${mailbox.id}`;
  return (
    <form {...form} className="flex flex-col gap-4 p-5">
      <h4>{t('mail.trust')}</h4>
      <p className="text-ink-2">{t('mail.trustBody')}</p>
      <Field label={t('mail.authserv')} hint={t('mail.authservHint')} htmlFor={id} error={errorFor('authservId')}>
        <Input
          id={id}
          name="authservId"
          defaultValue={mailbox.authservId ?? ''}
          maxLength={253}
          autoComplete="off"
          spellCheck={false}
          aria-describedby={`${id}-hint`}
        />
      </Field>
      <FormFooter error={errorFor()} done={pending ? undefined : state.done}>
        <Button type="submit" disabled={pending}>
          {pending ? t('saving') : t('save')}
        </Button>
      </FormFooter>
    </form>
  );
}
