'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FormFooter } from '#components/settings/form-footer.tsx';
import { type FormAction, useActionForm } from '#components/settings/use-action-form.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input, Select } from '#components/ui/input.tsx';

/**
 * @param engine its name when asking it costs money; null for the built-in one. @param budget to be tried beside the one that is set. @param over what
 * is chosen at first.
 */
export function StartForm({
  knowledge,
  engine,
  budget,
  over,
  action,
}: {
  knowledge: 'then' | 'today';
  engine: string | null;
  budget: { tried: number; now: number } | null;
  over: 'conversations' | 'reviews';
  action: FormAction;
}) {
  const t = useTranslations('replay.start');
  const { form, pending, errorFor } = useActionForm(action);
  const [source, setSource] = useState(over);
  return (
    <form {...form} className="flex flex-col gap-4 p-5">
      {budget && (
        <p className="font-medium">
          {t('budget', { n: budget.tried, now: budget.now })}
          <input type="hidden" name="budget" value={budget.tried} />
        </p>
      )}
      <Field label={t('source')} hint={source === 'reviews' ? t('sourceHint') : undefined} htmlFor="source">
        <Select
          id="source"
          name="source"
          value={source}
          aria-describedby={source === 'reviews' ? 'source-hint' : undefined}
          onChange={({ target }) => setSource(target.value === 'reviews' ? 'reviews' : 'conversations')}
        >
          <option value="conversations">{t('sourceConversations')}</option>
          {!budget && <option value="reviews">{t('sourceReviews')}</option>}
        </Select>
      </Field>
      {source === 'conversations' && (
        <>
          <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
            <Field label={t('range')} htmlFor="days" error={errorFor('days')}>
              <Select id="days" name="days" defaultValue="30">
                <option value="30">{t('days', { days: 30 })}</option>
                <option value="90">{t('days', { days: 90 })}</option>
                <option value="">{t('newest')}</option>
              </Select>
            </Field>
            <Field label={t('most')} hint={t('mostHint')} htmlFor="most" error={errorFor('most')}>
              <Input
                id="most"
                name="most"
                inputMode="numeric"
                defaultValue="1000"
                required
                aria-describedby="most-hint"
              />
            </Field>
          </div>
          <Field label={t('knowledge')} hint={t('knowledgeHint')} htmlFor="knowledge" error={errorFor('knowledge')}>
            <Select id="knowledge" name="knowledge" defaultValue={knowledge} aria-describedby="knowledge-hint">
              <option value="then">{t('then')}</option>
              <option value="today">{t('today')}</option>
            </Select>
          </Field>
        </>
      )}
      {engine && <p className="text-amber">{t('costs', { engine })}</p>}
      <FormFooter error={errorFor()}>
        <Button variant="primary" type="submit" disabled={pending}>
          {pending ? t('starting') : t('submit')}
        </Button>
      </FormFooter>
    </form>
  );
}
