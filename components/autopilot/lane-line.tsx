'use client';
import { Clock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Card } from '#components/ui/card.tsx';
import { Select } from '#components/ui/input.tsx';
import type { Autopilot } from '#lib/autopilot/settings.ts';
import type { Apply } from './apply.ts';

const MINUTES = [0, 1, 2, 5, 10, 15, 30, 60];

/** How long a confident reply by mail waits where people can stop it. */
export function LaneLine({
  settings,
  mayChange,
  onApply,
}: {
  settings: Autopilot;
  mayChange: boolean;
  onApply: Apply;
}) {
  const t = useTranslations('autopilot.lane');
  const { delayMinutes } = settings;
  return (
    <Card className="mt-4 flex flex-wrap items-center gap-x-3 gap-y-2 px-5 py-3">
      <Clock aria-hidden="true" className="size-[14px] flex-none text-ink-3" />
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="font-[550]">{t('title')}</h2>
        <p className="text-ink-2">{delayMinutes === 0 ? t('none') : t('waits', { n: delayMinutes })}</p>
      </div>
      <Select
        aria-label={t('label')}
        value={delayMinutes}
        disabled={!mayChange}
        onChange={({ target }) => {
          const n = Number(target.value);
          void onApply({ delayMinutes: n }, n === 0 ? t('savedNone') : t('saved', { n }));
        }}
        className="w-36 flex-none"
      >
        {[...new Set([...MINUTES, delayMinutes])]
          .sort((a, b) => a - b)
          .map((n) => (
            <option key={n} value={n}>
              {n === 0 ? t('off') : t('minutes', { n })}
            </option>
          ))}
      </Select>
    </Card>
  );
}
