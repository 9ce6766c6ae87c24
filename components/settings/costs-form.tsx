'use client';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import type { AiEngine } from '#db/schema/workspace.ts';
import type { Spend } from '#lib/ai/spend.ts';
import { FormFooter } from './form-footer.tsx';
import { type FormAction, useActionForm } from './use-action-form.ts';

/** This month's bill so far, its limit, and what the chosen model costs. @param known the shipped price, per million tokens. */
export function CostsForm({
  engine,
  spend,
  known,
  action,
}: {
  engine: AiEngine;
  spend: Spend;
  known: { in: number; out: number } | null;
  action: FormAction;
}) {
  const t = useTranslations('settings');
  const { form, pending, state, errorFor } = useActionForm(action);
  const paid = engine.provider !== 'builtin';
  const { month, capUsd, costUsd, engines } = spend;
  return (
    <form {...form} className="flex flex-col gap-4 p-5">
      <div className="flex flex-col gap-1">
        <p className="font-medium tabular-nums">
          {capUsd === null
            ? t('costs.spent', { usd: usd(costUsd), month })
            : t('costs.spentOf', { usd: usd(costUsd), cap: usd(capUsd), month })}
        </p>
        {spend.reached && <p className="text-rose">{t('costs.reached')}</p>}
        {engines.length === 0 && <p className="text-ink-2">{t(paid ? 'costs.nothing' : 'costs.builtin')}</p>}
        {engines.map(({ costUsd: cost, ...line }) => (
          <p key={line.engine} className="break-words text-ink-2 tabular-nums">
            {t('costs.line', { ...line, usd: usd(cost), each: usd(cost / Math.max(line.runs, 1)) })}
          </p>
        ))}
      </div>
      <Field label={t('costs.cap')} hint={t('costs.capHint')} htmlFor="cap" error={errorFor('cap')}>
        <Input
          id="cap"
          name="cap"
          inputMode="decimal"
          defaultValue={capUsd ?? ''}
          maxLength={12}
          aria-describedby="cap-hint"
        />
      </Field>
      {paid && (
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 font-medium">{t('costs.price')}</legend>
          <p className="text-ink-2">
            {known ? t('costs.priceKnown', { in: known.in, out: known.out }) : t('costs.priceUnknown')}
          </p>
          <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
            <Field label={t('costs.priceIn')} htmlFor="priceIn" error={errorFor('priceIn')}>
              <Input id="priceIn" name="priceIn" inputMode="decimal" defaultValue={engine.price?.in} maxLength={12} />
            </Field>
            <Field label={t('costs.priceOut')} htmlFor="priceOut" error={errorFor('priceOut')}>
              <Input
                id="priceOut"
                name="priceOut"
                inputMode="decimal"
                defaultValue={engine.price?.out}
                maxLength={12}
              />
            </Field>
          </div>
        </fieldset>
      )}
      <FormFooter error={errorFor()} done={pending ? undefined : state.done}>
        <Button type="submit" disabled={pending}>
          {pending ? t('saving') : t('save')}
        </Button>
      </FormFooter>
    </form>
  );
}

function usd(amount: number): string {
  return `$${amount.toFixed(amount > 0 && amount < 0.1 ? 4 : 2)}`;
}
