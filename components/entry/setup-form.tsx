'use client';
import { useTranslations } from 'next-intl';
import { type FormAction, useActionForm } from '#components/settings/use-action-form.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { FormError } from './form-error.tsx';

export function SetupForm({ action }: { action: FormAction }) {
  const t = useTranslations('setup');
  const { form, pending, errorFor } = useActionForm(action);
  return (
    <form {...form} className="flex flex-col gap-4">
      <FormError>{errorFor()}</FormError>
      <Field label={t('name')} htmlFor="name" error={errorFor('name')}>
        <Input id="name" name="name" autoComplete="name" required maxLength={80} autoFocus />
      </Field>
      <Field label={t('email')} hint={t('emailHint')} htmlFor="email" error={errorFor('email')}>
        <Input id="email" name="email" type="email" autoComplete="username" required maxLength={320} />
      </Field>
      <Field label={t('password')} hint={t('passwordHint')} htmlFor="password" error={errorFor('password')}>
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
      <Field
        label={t('workspaceName')}
        hint={t('workspaceNameHint')}
        htmlFor="workspaceName"
        error={errorFor('workspaceName')}
      >
        <Input id="workspaceName" name="workspaceName" autoComplete="organization" required maxLength={80} />
      </Field>
      <label htmlFor="demo" className="flex gap-3 rounded-lg border border-line bg-sunken p-3">
        <input id="demo" name="demo" type="checkbox" defaultChecked className="mt-0.5 size-4 accent-ink" />
        <span>
          <span className="block font-medium">{t('demo')}</span>
          <span className="text-sm text-ink-2">{t('demoHint')}</span>
        </span>
      </label>
      <Button variant="primary" type="submit" disabled={pending}>
        {pending ? t('submitting') : t('submit')}
      </Button>
    </form>
  );
}
