'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { FormFooter } from './form-footer.tsx';
import { type FormAction, useActionForm } from './use-action-form.ts';

export function PasswordForm({ email, action }: { email: string; action: FormAction }) {
  const t = useTranslations('settings');
  const { form, pending, state, errorFor } = useActionForm(action);
  const ref = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state.done) ref.current?.reset();
  }, [state]);
  return (
    <form {...form} ref={ref} className="flex flex-col gap-4 p-5">
      {/* For password managers. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <Field label={t('you.current')} htmlFor="current" error={errorFor('current')}>
        <Input id="current" name="current" type="password" autoComplete="current-password" required />
      </Field>
      <Field label={t('you.next')} hint={t('you.nextHint')} htmlFor="next" error={errorFor('next')}>
        <Input
          id="next"
          name="next"
          type="password"
          autoComplete="new-password"
          required
          minLength={12}
          maxLength={200}
          aria-describedby="next-hint"
        />
      </Field>
      <FormFooter error={errorFor()} done={state.done}>
        <Button type="submit" disabled={pending}>
          {pending ? t('saving') : t('you.changePassword')}
        </Button>
      </FormFooter>
    </form>
  );
}
