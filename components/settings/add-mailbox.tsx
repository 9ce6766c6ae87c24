'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { FormFooter } from './form-footer.tsx';
import { type FormAction, useActionForm } from './use-action-form.ts';

export function AddMailbox({ action }: { action: FormAction }) {
  const t = useTranslations('settings.mail');
  const { form, pending, state, errorFor } = useActionForm(action);
  const ref = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!state.error) ref.current?.reset();
  }, [state]);
  return (
    <form {...form} ref={ref} className="flex flex-col gap-4 p-5">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('address')} htmlFor="new-address" error={errorFor('address')}>
          <Input id="new-address" name="address" type="email" required maxLength={254} autoComplete="off" />
        </Field>
        <Field label={t('name')} hint={t('nameHint')} htmlFor="new-name" error={errorFor('name')}>
          <Input
            id="new-name"
            name="name"
            required
            maxLength={80}
            autoComplete="off"
            aria-describedby="new-name-hint"
          />
        </Field>
      </div>
      <FormFooter error={errorFor()}>
        <Button type="submit" disabled={pending}>
          {pending ? t('adding') : t('add')}
        </Button>
      </FormFooter>
    </form>
  );
}
