'use client';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import type { MailChoices } from '#lib/agents/mail-choices.ts';
import { FormFooter } from './form-footer.tsx';
import { type FormAction, useActionForm } from './use-action-form.ts';

const KINDS = ['assigned', 'answered', 'review'] as const;

/** What one gets mail about. */
export function MailChoicesForm({ choices, action }: { choices: MailChoices; action: FormAction }) {
  const t = useTranslations('settings');
  const { form, pending, state, errorFor } = useActionForm(action);
  return (
    <form {...form} className="flex flex-col gap-3 p-5">
      {KINDS.map((kind) => (
        <label key={kind} className="flex items-center gap-2.5">
          <input
            type="checkbox"
            name={kind}
            defaultChecked={choices[kind]}
            className="size-4 flex-none accent-[var(--ink)]"
          />
          {t(`you.mail.${kind}`)}
        </label>
      ))}
      <FormFooter error={errorFor()} done={state.done}>
        <Button type="submit" disabled={pending}>
          {pending ? t('saving') : t('save')}
        </Button>
      </FormFooter>
    </form>
  );
}
