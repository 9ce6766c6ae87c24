'use client';
import { useTranslations } from 'next-intl';
import { type FormAction, useActionForm } from '#components/settings/use-action-form.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { FormError } from './form-error.tsx';

export function InviteForm({ action, email }: { action: FormAction; email: string }) {
  const t = useTranslations('setup');
  const { form, pending, errorFor } = useActionForm(action);
  return (
    <form {...form} className="flex flex-col gap-4">
      <FormError>{errorFor()}</FormError>
      <Field label={t('invite.email')} htmlFor="email">
        <Input id="email" type="email" autoComplete="username" value={email} readOnly />
      </Field>
      <Field label={t('invite.name')} htmlFor="name" error={errorFor('name')}>
        <Input id="name" name="name" autoComplete="name" required maxLength={80} autoFocus />
      </Field>
      <Field label={t('invite.password')} hint={t('passwordHint')} htmlFor="password" error={errorFor('password')}>
        <Input
          id="password"
          name="password"
          type="password"
          autoComplete="new-password"
          required
          minLength={12}
          maxLength={200}
        />
      </Field>
      <Button variant="primary" type="submit" disabled={pending}>
        {pending ? t('invite.submitting') : t('invite.submit')}
      </Button>
    </form>
  );
}
