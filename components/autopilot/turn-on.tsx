'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import type { Autopilot } from '#lib/autopilot/settings.ts';
import { BudgetSlider } from './budget-slider.tsx';
import { Figures } from './figures.tsx';
import { type Proof, stopAt } from './proof.ts';

/** Says what will happen, with this team's own numbers, before anything does. */
export function TurnOn({
  settings,
  proof,
  onClose,
  onConfirm,
}: {
  settings: Autopilot;
  proof: Proof;
  onClose: () => void;
  onConfirm: (budget: number) => void;
}) {
  const t = useTranslations('autopilot.turnOn');
  const common = useTranslations('common');
  const [budget, setBudget] = useState(settings.budget);
  const stop = stopAt(proof, budget);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title')}
      description={t('body')}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button variant="primary" onClick={() => onConfirm(budget)}>
            {stop?.missing ? t('confirmUnearned') : t('confirm')}
          </Button>
        </>
      }
    >
      <BudgetSlider budgets={proof.consequences.stops.map((one) => one.budget)} value={budget} onValue={setBudget} />
      <div aria-live="polite" className="mt-2 border-y py-3">
        {stop && <Figures stop={stop} consequences={proof.consequences} />}
        {stop?.missing && <p className="mt-2 text-ink-2">{t('untilEarned')}</p>}
      </div>
      <ul className="mt-3 flex list-disc flex-col gap-1.5 pl-4 text-ink-2">
        <li>{t('never')}</li>
        <li>{t('spot', { n: Math.round(settings.spotCheckShare * 100) })}</li>
        <li>{t('breaker')}</li>
        <li>{t('every')}</li>
      </ul>
    </Dialog>
  );
}
