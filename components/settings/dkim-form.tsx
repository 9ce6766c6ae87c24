'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input, Textarea } from '#components/ui/input.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import type { MailboxSettings } from '#lib/channels/mailboxes.ts';
import { FormFooter } from './form-footer.tsx';
import { type FormAction, useActionForm } from './use-action-form.ts';

/** Whether a mailbox signs its mail, and the record that its owner publishes for that. */
export function DkimForm({ mailbox, action }: { mailbox: MailboxSettings; action: FormAction }) {
  const t = useTranslations('settings');
  const { form, pending, state, errorFor } = useActionForm(action);
  const { dkim } = mailbox;
  const [signs, choose] = useState<'no' | 'dkim'>(dkim ? 'dkim' : 'no');
  const id = (name: string) => `dkim-${name}-${mailbox.id}`;
  return (
    <form {...form} className="flex flex-col gap-4 p-5">
      <div className="flex flex-col items-start gap-1.5">
        <h4>{t('mail.dkim')}</h4>
        <Segmented
          label={t('mail.dkim')}
          value={signs}
          onChange={choose}
          options={[
            { value: 'no', label: t('mail.dkimNo') },
            { value: 'dkim', label: t('mail.dkimYes') },
          ]}
        />
        <input type="hidden" name="signs" value={signs} />
        <p className="text-sm text-ink-3">{t(signs === 'dkim' ? 'mail.dkimBody' : 'mail.dkimNoBody')}</p>
      </div>
      {signs === 'dkim' && (
        <>
          <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
            <Field label={t('mail.dkimDomain')} htmlFor={id('domain')} error={errorFor('domain')}>
              <Input
                id={id('domain')}
                name="domain"
                defaultValue={dkim?.domain ?? mailbox.address.split('@')[1]}
                required
                maxLength={200}
                spellCheck={false}
              />
            </Field>
            <Field label={t('mail.dkimSelector')} htmlFor={id('selector')} error={errorFor('selector')}>
              <Input
                id={id('selector')}
                name="selector"
                defaultValue={dkim?.selector ?? 'tandem'}
                required
                maxLength={200}
                spellCheck={false}
              />
            </Field>
          </div>
          <Field
            label={t('mail.dkimKey')}
            hint={t(dkim ? 'mail.dkimKeySet' : 'mail.dkimKeyHint')}
            htmlFor={id('key')}
            error={errorFor('privateKey')}
          >
            <Textarea
              id={id('key')}
              name="privateKey"
              rows={2}
              maxLength={10_000}
              autoComplete="off"
              spellCheck={false}
              className="font-mono text-sm"
              aria-describedby={`${id('key')}-hint`}
            />
          </Field>
          {dkim && (
            <div className="flex flex-col gap-1.5">
              <p className="text-ink-2">{t('mail.dkimRecord')}</p>
              <code className="rounded-md bg-sunken px-2.5 py-1.5 font-mono text-sm break-all">
                {`TXT ${dkim.record.name}.`}
                <br />
                {dkim.record.value}
              </code>
            </div>
          )}
        </>
      )}
      {(signs === 'dkim' || dkim) && (
        <FormFooter error={errorFor()} done={pending ? undefined : state.done}>
          <Button type="submit" disabled={pending}>
            {pending ? t('saving') : t('save')}
          </Button>
        </FormFooter>
      )}
    </form>
  );
}
