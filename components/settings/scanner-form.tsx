'use client';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Select } from '#components/ui/input.tsx';
import { FormFooter } from './form-footer.tsx';
import { type FormAction, useActionForm } from './use-action-form.ts';

/** What becomes of files that the virus scanner has not seen, or could not judge. */
export function ScannerForm({ openUnchecked, action }: { openUnchecked: boolean; action: FormAction }) {
  const t = useTranslations('settings');
  const { form, pending, state, errorFor } = useActionForm(action);
  return (
    <form {...form} className="flex flex-col gap-4 border-t p-5">
      <Field label={t('files.unchecked')} hint={t('files.uncheckedHint')} htmlFor="unchecked">
        <Select
          id="unchecked"
          name="unchecked"
          defaultValue={openUnchecked ? 'open' : 'closed'}
          aria-describedby="unchecked-hint"
          className="max-w-80"
        >
          <option value="closed">{t('files.uncheckedClosed')}</option>
          <option value="open">{t('files.uncheckedOpen')}</option>
        </Select>
      </Field>
      <FormFooter error={errorFor('unchecked') ?? errorFor()} done={pending ? undefined : state.done}>
        <Button type="submit" disabled={pending}>
          {pending ? t('saving') : t('save')}
        </Button>
      </FormFooter>
    </form>
  );
}
