'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { setTheme, type Theme } from '#components/shell/theme.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input, Textarea } from '#components/ui/input.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { FormFooter } from './form-footer.tsx';
import { type FormAction, useActionForm } from './use-action-form.ts';

const THEMES = ['light', 'dark', 'system'] as const;

export function ProfileForm({
  profile,
  action,
}: {
  profile: { name: string; email: string; signature: string };
  action: FormAction;
}) {
  const t = useTranslations('settings');
  const { form, pending, state, errorFor } = useActionForm(action);
  return (
    <form {...form} className="flex flex-col gap-4 p-5">
      <Field label={t('you.name')} htmlFor="name" error={errorFor('name')}>
        <Input id="name" name="name" defaultValue={profile.name} required maxLength={80} autoComplete="name" />
      </Field>
      <Field label={t('you.email')} hint={t('you.emailHint')} htmlFor="email">
        <Input id="email" type="email" value={profile.email} readOnly aria-describedby="email-hint" />
      </Field>
      <Field label={t('you.signature')} hint={t('you.signatureHint')} htmlFor="signature" error={errorFor('signature')}>
        <Textarea
          id="signature"
          name="signature"
          defaultValue={profile.signature}
          maxLength={2000}
          rows={3}
          aria-describedby="signature-hint"
        />
      </Field>
      <ThemeChoice />
      <FormFooter error={errorFor()} done={state.done}>
        <Button variant="primary" type="submit" disabled={pending}>
          {pending ? t('saving') : t('save')}
        </Button>
      </FormFooter>
    </form>
  );
}

/** Applies at once, to this browser. */
function ThemeChoice() {
  const t = useTranslations('settings.you');
  const [theme, choose] = useState<Theme>('system');
  useEffect(() => {
    const kept = /(?:^|; )theme=(light|dark)/.exec(document.cookie)?.[1];
    if (kept) choose(kept as Theme);
  }, []);
  return (
    <div className="flex flex-col items-start gap-1.5">
      <span className="font-medium">{t('theme')}</span>
      <Segmented
        label={t('theme')}
        value={theme}
        options={THEMES.map((value) => ({ value, label: t(value) }))}
        onChange={(value) => {
          choose(value);
          setTheme(value);
        }}
      />
    </div>
  );
}
