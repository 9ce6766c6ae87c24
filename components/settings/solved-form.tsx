'use client';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Select } from '#components/ui/input.tsx';
import { FormFooter } from './form-footer.tsx';
import { type FormAction, useActionForm } from './use-action-form.ts';

/** Whether what people answered before may be proposed. */
export function SolvedForm({ on, action }: { on: boolean; action: FormAction }) {
  const t = useTranslations('settings');
  const { form, pending, state, errorFor } = useActionForm(action);
  return (
    <form {...form} className="flex flex-col gap-4 p-5">
      <Field label={t('solved.label')} hint={t('solved.hint')} htmlFor="solved" error={errorFor('on')}>
        <Select
          id="solved"
          name="on"
          defaultValue={on ? 'yes' : 'no'}
          aria-describedby="solved-hint"
          className="max-w-72"
        >
          <option value="yes">{t('solved.on')}</option>
          <option value="no">{t('solved.off')}</option>
        </Select>
      </Field>
      <FormFooter error={errorFor()} done={pending ? undefined : state.done}>
        <Button type="submit" disabled={pending}>
          {pending ? t('saving') : t('save')}
        </Button>
      </FormFooter>
    </form>
  );
}
