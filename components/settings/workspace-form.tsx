'use client';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input, Select } from '#components/ui/input.tsx';
import { FormFooter } from './form-footer.tsx';
import { type FormAction, useActionForm } from './use-action-form.ts';

const UNDO_CHOICES = [0, 5, 10, 20, 30, 60, 120];

export function WorkspaceForm({
  name,
  undoSeconds,
  action,
}: {
  name: string;
  undoSeconds: number;
  action: FormAction;
}) {
  const t = useTranslations('settings');
  const { form, pending, state, errorFor } = useActionForm(action);
  const choices = UNDO_CHOICES.includes(undoSeconds)
    ? UNDO_CHOICES
    : [...UNDO_CHOICES, undoSeconds].sort((a, b) => a - b);
  return (
    <form {...form} className="flex flex-col gap-4 p-5">
      <Field label={t('workspace.name')} hint={t('workspace.nameHint')} htmlFor="name" error={errorFor('name')}>
        <Input id="name" name="name" defaultValue={name} required maxLength={80} aria-describedby="name-hint" />
      </Field>
      <Field
        label={t('workspace.undo')}
        hint={t('workspace.undoHint')}
        htmlFor="undoSeconds"
        error={errorFor('undoSeconds')}
      >
        <Select
          id="undoSeconds"
          name="undoSeconds"
          defaultValue={undoSeconds}
          aria-describedby="undoSeconds-hint"
          className="max-w-40"
        >
          {choices.map((n) => (
            <option key={n} value={n}>
              {t('workspace.seconds', { n })}
            </option>
          ))}
        </Select>
      </Field>
      <FormFooter error={errorFor()} done={state.done}>
        <Button variant="primary" type="submit" disabled={pending}>
          {pending ? t('saving') : t('save')}
        </Button>
      </FormFooter>
    </form>
  );
}
