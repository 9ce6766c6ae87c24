'use client';
import { useTranslations } from 'next-intl';
import { type FormAction, useActionForm } from '#components/settings/use-action-form.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { FormError } from './form-error.tsx';

export function SignInForm({ action, callbackUrl }: { action: FormAction; callbackUrl: string }) {
  const t = useTranslations('setup.signIn');
  const { form, pending, errorFor } = useActionForm(action);
  return (
    <form {...form} className="flex flex-col gap-4">
      <FormError>{errorFor()}</FormError>
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <Field label={t('email')} htmlFor="email">
        <Input id="email" name="email" type="email" autoComplete="username" required maxLength={320} autoFocus />
      </Field>
      <Field label={t('password')} htmlFor="password">
        <Input
          id="password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          maxLength={1000}
        />
      </Field>
      <Button variant="primary" type="submit" disabled={pending}>
        {pending ? t('submitting') : t('submit')}
      </Button>
    </form>
  );
}
