'use client';
import { useTranslations } from 'next-intl';
import type { Quality } from '#lib/autopilot/reliability.ts';
import type { Reliability } from '#lib/autopilot/stats.ts';

/** For those who want the figures: calibration error, Brier score and AUROC; by engine when there are several. */
export function QualityLine({ quality }: { quality: Reliability }) {
  const t = useTranslations('autopilot.trust');
  const rows: [string, Quality][] =
    quality.engines.length > 1 ? quality.engines.map((one) => [one.engine, one]) : [['', quality.all]];
  return (
    <dl className="mt-1 flex flex-col gap-0.5 text-sm text-ink-3 tabular-nums">
      {rows.map(([name, { ece, brier, auroc, n }]) => (
        <div key={name} className="flex flex-wrap gap-x-3">
          <dt>{quality.engines.length > 1 ? `${name}, ${t('reviews', { n })}` : t('reviews', { n })}</dt>
          <dd title={t('eceMeans')}>{t('ece', { n: figure(ece) })}</dd>
          <dd title={t('brierMeans')}>{t('brier', { n: figure(brier) })}</dd>
          <dd title={t('aurocMeans')}>{t('auroc', { n: figure(auroc) })}</dd>
        </div>
      ))}
    </dl>
  );
}

function figure(value: number | null): string {
  return value === null ? '–' : value.toFixed(2).replace(/^0/, '');
}
