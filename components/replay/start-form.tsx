'use client';
import { useTranslations } from 'next-intl';
import { FormFooter } from '#components/settings/form-footer.tsx';
import { type FormAction, useActionForm } from '#components/settings/use-action-form.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input, Select } from '#components/ui/input.tsx';

/** @param engine its name when asking it costs money; null for the built-in one. */
export function StartForm({
  knowledge,
  engine,
  action,
}: {
  knowledge: 'then' | 'today';
  engine: string | null;
  action: FormAction;
}) {
  const t = useTranslations('replay.start');
  const { form, pending, errorFor } = useActionForm(action);
  return (
    <form {...form} className="flex flex-col gap-4 p-5">
      <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
        <Field label={t('range')} htmlFor="days" error={errorFor('days')}>
          <Select id="days" name="days" defaultValue="30">
            <option value="30">{t('days', { days: 30 })}</option>
            <option value="90">{t('days', { days: 90 })}</option>
            <option value="">{t('newest')}</option>
          </Select>
        </Field>
        <Field label={t('most')} hint={t('mostHint')} htmlFor="most" error={errorFor('most')}>
          <Input id="most" name="most" inputMode="numeric" defaultValue="1000" required aria-describedby="most-hint" />
        </Field>
      </div>
      <Field label={t('knowledge')} hint={t('knowledgeHint')} htmlFor="knowledge" error={errorFor('knowledge')}>
        <Select id="knowledge" name="knowledge" defaultValue={knowledge} aria-describedby="knowledge-hint">
          <option value="then">{t('then')}</option>
          <option value="today">{t('today')}</option>
        </Select>
      </Field>
      {engine && <p className="text-amber">{t('costs', { engine })}</p>}
      <FormFooter error={errorFor()}>
        <Button variant="primary" type="submit" disabled={pending}>
          {pending ? t('starting') : t('submit')}
        </Button>
      </FormFooter>
    </form>
  );
}
