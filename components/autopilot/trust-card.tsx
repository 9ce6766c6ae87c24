'use client';
import { ChevronRight, Dices } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Card } from '#components/ui/card.tsx';
import { Select } from '#components/ui/input.tsx';
import type { ReliabilityBin } from '#lib/autopilot/reliability.ts';
import type { Autopilot } from '#lib/autopilot/settings.ts';
import type { Reliability } from '#lib/autopilot/stats.ts';
import type { Apply } from './apply.ts';
import { percent } from './percent.ts';
import { QualityLine } from './quality-line.tsx';
import { ReliabilityPlot } from './reliability-plot.tsx';

const SHARES = [1, 2, 5, 10, 20];

/** Whether the AI's percentages mean what they say, and what keeps them measured. */
export function TrustCard({
  reliability,
  threshold,
  settings,
  mayChange,
  onApply,
}: {
  reliability: Reliability;
  threshold: number | null;
  settings: Autopilot;
  mayChange: boolean;
  onApply: Apply;
}) {
  const t = useTranslations('autopilot.trust');
  const { bins } = reliability;
  const share = Math.round(settings.spotCheckShare * 100);
  const audits = Math.round(settings.auditShare * 100);
  return (
    <Card className="flex flex-col px-5 py-[18px]">
      <h2 className="text-md">{t('title')}</h2>
      <p className="mt-0.5 max-w-[52ch] text-ink-2">{t('body')}</p>
      {bins.length === 0 ? (
        <p className="my-auto py-10 text-center text-balance text-ink-3">{t('empty')}</p>
      ) : (
        <>
          <ReliabilityPlot bins={bins} threshold={threshold} />
          <QualityLine quality={reliability} />
          <AsTable bins={bins} />
        </>
      )}
      <div className="mt-auto flex items-center gap-2.5 pt-3 text-ink-3">
        <Dices className="size-[14px]" />
        <p className="min-w-0 flex-1">
          {share === 0 ? t('spotCheckNone') : t('spotCheckBody', { n: share })}{' '}
          {audits > 0 && t('auditBody', { n: audits })}
        </p>
        {mayChange && (
          <Select
            aria-label={t('spotCheckShare')}
            value={share}
            onChange={(event) => {
              const n = Number(event.target.value);
              void onApply({ spotCheckShare: n / 100 }, t('spotCheckSaved', { n }));
            }}
            className="w-20 flex-none"
          >
            {[...new Set([...SHARES, share])]
              .sort((a, b) => a - b)
              .map((one) => (
                <option key={one} value={one}>
                  {one}%
                </option>
              ))}
          </Select>
        )}
      </div>
    </Card>
  );
}

function AsTable({ bins }: { bins: ReliabilityBin[] }) {
  const t = useTranslations('autopilot.trust');
  return (
    <details className="group mt-1">
      <summary className="inline-flex items-center gap-1 text-ink-3 hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight className="transition-transform group-open:rotate-90" />
        {t('table')}
      </summary>
      <table className="mt-1 w-full tabular-nums">
        <thead className="text-xs text-ink-3">
          <tr className="text-right [&>th]:py-1 [&>th]:font-medium">
            <th className="text-left">{t('range')}</th>
            <th>{t('n')}</th>
            <th>{t('rate')}</th>
            <th>{t('between')}</th>
          </tr>
        </thead>
        <tbody>
          {bins.map((bin) => (
            <tr key={bin.from} className="border-t text-right [&>td]:py-1">
              <th scope="row" className="text-left font-normal">
                {Math.round(bin.from * 100)}–{Math.round(bin.to * 100)}%
              </th>
              <td>{bin.n}</td>
              <td>{percent(bin.rate)}%</td>
              <td className="text-ink-3">
                {percent(bin.low)}–{percent(bin.high)}%
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
