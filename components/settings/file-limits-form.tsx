'use client';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input, Textarea } from '#components/ui/input.tsx';
import type { FileSettings } from '#lib/workspace/file-settings.ts';
import { FormFooter } from './form-footer.tsx';
import { type FormAction, useActionForm } from './use-action-form.ts';

export function FileLimitsForm({ settings, action }: { settings: FileSettings; action: FormAction }) {
  const t = useTranslations('settings');
  const { form, pending, state, errorFor } = useActionForm(action);
  return (
    <form {...form} className="flex flex-col gap-4 p-5">
      <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
        <Megabytes name="replyMb" value={settings.largestMb} error={errorFor('replyMb')} />
        <Megabytes name="formMb" value={settings.formMb} error={errorFor('formMb')} />
      </div>
      <Field label={t('files.blocked')} hint={t('files.blockedHint')} htmlFor="blocked" error={errorFor('blocked')}>
        <Textarea
          id="blocked"
          name="blocked"
          rows={6}
          defaultValue={settings.blocked.join(' ')}
          spellCheck={false}
          aria-invalid={errorFor('blocked') !== undefined}
          aria-describedby={errorFor('blocked') ? 'blocked-error' : 'blocked-hint'}
          className="font-mono text-sm"
        />
      </Field>
      <FormFooter error={errorFor()} done={pending ? undefined : state.done}>
        <Button variant="primary" type="submit" disabled={pending}>
          {pending ? t('saving') : t('save')}
        </Button>
      </FormFooter>
    </form>
  );
}

function Megabytes({ name, value, error }: { name: 'replyMb' | 'formMb'; value: number; error: string | undefined }) {
  const t = useTranslations('settings.files');
  return (
    <Field label={t(name)} hint={t(`${name}Hint`)} htmlFor={name} error={error}>
      <Input
        id={name}
        name={name}
        inputMode="decimal"
        defaultValue={value}
        maxLength={8}
        aria-invalid={error !== undefined}
        aria-describedby={error ? `${name}-error` : `${name}-hint`}
      />
    </Field>
  );
}
