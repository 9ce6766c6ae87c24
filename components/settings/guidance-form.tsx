'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ReplayFirst } from '#components/replay/replay-first.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Textarea } from '#components/ui/input.tsx';
import { FormFooter } from './form-footer.tsx';
import { type FormAction, useActionForm } from './use-action-form.ts';

/** How answers should sound. @param earned reviews that count for who answers now. @param builtin it has no effect. */
export function GuidanceForm({
  guidance,
  most,
  builtin,
  earned,
  action,
}: {
  guidance: string;
  most: number;
  builtin: boolean;
  earned: number;
  action: FormAction;
}) {
  const t = useTranslations('settings');
  const first = useTranslations('replay.first');
  const { form, pending, state, errorFor } = useActionForm(action);
  const [text, setText] = useState(guidance);
  return (
    <form {...form} className="flex flex-col gap-4 p-5">
      {builtin && <p className="text-amber">{t('guidance.builtin')}</p>}
      <Field
        label={t('guidance.label')}
        hint={t('guidance.count', { n: text.length, most })}
        htmlFor="guidance"
        error={errorFor('guidance')}
      >
        <Textarea
          id="guidance"
          name="guidance"
          value={text}
          onChange={(event) => setText(event.target.value)}
          maxLength={most}
          rows={6}
          placeholder={t('guidance.placeholder')}
          aria-describedby="guidance-hint"
        />
      </Field>
      {!builtin && (
        <p className="max-w-[70ch] text-ink-2">
          {earned > 0 ? t('guidance.resets', { n: earned }) : t('guidance.resetsNone')} {t('guidance.history')}
        </p>
      )}
      {!builtin && text.trim() !== guidance && (
        <ReplayFirst pending={pending} carries buttons={[{ intent: 'replay', label: first('start') }]} />
      )}
      <FormFooter error={errorFor()} done={pending ? undefined : state.done}>
        <Button variant="primary" type="submit" name="intent" value="save" disabled={pending}>
          {pending ? t('saving') : t('save')}
        </Button>
      </FormFooter>
    </form>
  );
}
