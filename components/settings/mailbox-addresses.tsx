'use client';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Select, Textarea } from '#components/ui/input.tsx';
import type { MailboxSettings } from '#lib/channels/mailboxes.ts';
import { FormFooter } from './form-footer.tsx';
import { type FormAction, useActionForm } from './use-action-form.ts';

/** Whose its conversations are, what stands below its mail, and the further addresses that it takes mail for. */
export function MailboxAddresses({
  mailbox,
  teams,
  action,
}: {
  mailbox: MailboxSettings;
  teams: { id: number; name: string }[];
  action: FormAction;
}) {
  const t = useTranslations('settings');
  const { form, pending, state, errorFor } = useActionForm(action);
  const id = (name: string) => `${name}-${mailbox.id}`;
  return (
    <form {...form} className="flex flex-col gap-4 p-5">
      <h4>{t('mail.identity')}</h4>
      {teams.length > 0 && (
        <Field label={t('mail.team')} hint={t('mail.teamHint')} htmlFor={id('team')} error={errorFor('teamId')}>
          <Select
            id={id('team')}
            name="teamId"
            defaultValue={mailbox.teamId ?? ''}
            aria-describedby={`${id('team')}-hint`}
            className="max-w-80"
          >
            <option value="">{t('mail.noTeam')}</option>
            {teams.map((team) => (
              <option key={team.id} value={team.id}>
                {team.name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Field
        label={t('mail.signature')}
        hint={t('mail.signatureHint')}
        htmlFor={id('signature')}
        error={errorFor('signature')}
      >
        <Textarea
          id={id('signature')}
          name="signature"
          defaultValue={mailbox.signature}
          maxLength={2000}
          rows={3}
          aria-describedby={`${id('signature')}-hint`}
        />
      </Field>
      <Field
        label={t('mail.aliases')}
        hint={t('mail.aliasesHint', { address: mailbox.address })}
        htmlFor={id('aliases')}
        error={errorFor('aliases')}
      >
        <Textarea
          id={id('aliases')}
          name="aliases"
          defaultValue={mailbox.aliases.join('\n')}
          rows={2}
          spellCheck={false}
          aria-describedby={`${id('aliases')}-hint`}
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
