'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, useId, useState } from 'react';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Select } from '#components/ui/input.tsx';
import type { Autopilot } from '#lib/autopilot/settings.ts';
import type { Apply } from './apply.ts';
import { BudgetSlider } from './budget-slider.tsx';
import { Figures } from './figures.tsx';
import { type Proof, stopAt } from './proof.ts';

const MINIMA = [50, 60, 70, 80, 85, 90, 95, 98];

/** How wrong may the AI be? What each answer means is computed from this team's own reviews as the slider moves. */
export function BudgetCard({
  settings,
  proof,
  mayChange,
  busy,
  onApply,
}: {
  settings: Autopilot;
  proof: Proof;
  mayChange: boolean;
  busy: boolean;
  onApply: Apply;
}) {
  const t = useTranslations('autopilot.budget');
  const id = useId();
  const [budget, setBudget] = useState(settings.budget);
  useEffect(() => setBudget(settings.budget), [settings.budget]);
  const stop = stopAt(proof, budget);
  const least = settings.threshold === null ? '' : String(Math.round(settings.threshold * 100));
  return (
    <Card className="flex flex-col px-5 py-[18px]">
      <h2 className="text-md">{t('title')}</h2>
      <p className="mt-0.5 max-w-[52ch] text-ink-2">{t('body')}</p>
      <div className="mt-4">
        <BudgetSlider budgets={proof.consequences.stops.map((one) => one.budget)} value={budget} onValue={setBudget} />
      </div>
      <div aria-live="polite" className="mt-3 border-t pt-4">
        {stop && <Figures stop={stop} consequences={proof.consequences} />}
      </div>
      <div className="mt-auto flex flex-wrap items-center gap-x-3 gap-y-2 pt-4">
        {mayChange && budget !== settings.budget && (
          <Button disabled={busy} onClick={() => void onApply({ budget }, t('saved', { n: budget }))}>
            {t('save', { n: budget })}
          </Button>
        )}
        {mayChange && budget !== settings.budget && (
          <Button variant="ghost" disabled={busy} onClick={() => setBudget(settings.budget)}>
            {t('back', { n: settings.budget })}
          </Button>
        )}
        {mayChange && budget !== settings.budget && (
          <Link href={`/autopilot/replay?budget=${budget}`} className={buttonClass({ variant: 'ghost' })}>
            {t('replay', { n: budget })}
          </Link>
        )}
        <label htmlFor={id} className="ml-auto flex items-center gap-2 text-ink-3">
          {t('least')}
          <Select
            id={id}
            value={least}
            disabled={!mayChange || busy}
            className="w-34 flex-none"
            onChange={({ target }) =>
              void onApply(
                { threshold: target.value ? Number(target.value) / 100 : null },
                target.value ? t('leastSaved', { n: target.value }) : t('leastNoneSaved'),
              )
            }
          >
            <option value="">{t('leastNone')}</option>
            {[...new Set([...MINIMA.map(String), ...(least ? [least] : [])])].sort().map((one) => (
              <option key={one} value={one}>
                {one}%
              </option>
            ))}
          </Select>
        </label>
      </div>
    </Card>
  );
}
