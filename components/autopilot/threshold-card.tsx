'use client';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import type { Autopilot } from '#lib/autopilot/settings.ts';
import type { Apply } from './apply.ts';
import { type Curve, pointAt, startOf } from './curve.ts';
import { percent } from './percent.ts';
import { ThresholdSlider } from './threshold-slider.tsx';

/** Fewer judged replies than this, and the number can move a lot. */
const FEW = 30;

/** From how sure on a reply sends itself; what each choice would have done is counted, not guessed. */
export function ThresholdCard({
  settings,
  curve,
  mayChange,
  busy,
  onApply,
}: {
  settings: Autopilot;
  curve: Curve;
  mayChange: boolean;
  busy: boolean;
  onApply: Apply;
}) {
  const t = useTranslations('autopilot.threshold');
  const set = settings.threshold === null ? null : Math.round(settings.threshold * 100);
  const [at, setAt] = useState(() => startOf(settings.threshold, curve));
  useEffect(() => {
    if (set !== null) setAt(set);
  }, [set]);
  const point = pointAt(curve, at);
  const moved = at !== set;
  return (
    <Card className="flex flex-col px-5 py-[18px]">
      <h2 className="text-md">
        {t(set === null ? 'titleUnset' : 'title')} <span className="tabular-nums">{at}%</span>
      </h2>
      <p className="mt-0.5 max-w-[52ch] text-ink-2">{t('body')}</p>
      <div className="mt-4">
        <ThresholdSlider percent={at} onPercent={setAt} disabled={false} />
      </div>
      {point && curve.total > 0 ? (
        <dl aria-live="polite" className="mt-4 grid grid-cols-3 gap-x-6 gap-y-4 border-t pt-4 max-sm:grid-cols-2">
          <Figure value={`${percent(point.sent / curve.total)}%`} label={t('share')}>
            {t('shareOf', { sent: point.sent, total: curve.total, days: curve.days })}
          </Figure>
          <Figure value={point.reviewed > 0 ? `${percent(point.changed / point.reviewed)}%` : '–'} label={t('changed')}>
            {point.reviewed > 0 ? t('interval', { low: percent(point.low), high: percent(point.high) }) : t('none')}
          </Figure>
          <Figure value={String(point.reviewed)} label={t('basis')}>
            {t(point.reviewed < FEW ? 'basisFew' : 'basisNote')}
          </Figure>
        </dl>
      ) : (
        <p className="mt-4 border-t pt-4 text-ink-3">{t('empty')}</p>
      )}
      <div className="mt-auto flex flex-wrap items-center gap-2 pt-4">
        {mayChange && (
          <Button
            disabled={!moved || busy}
            onClick={() => void onApply({ threshold: at / 100 }, t('saved', { n: at }))}
          >
            {t('save', { n: at })}
          </Button>
        )}
        {mayChange && set !== null && settings.mode !== 'on' && (
          <Button variant="ghost" disabled={busy} onClick={() => void onApply({ threshold: null }, t('cleared'))}>
            {t('clear')}
          </Button>
        )}
        <span className="text-ink-3">
          {set === null ? t('isUnset') : moved ? '' : t('isSet')}{' '}
          {set !== null && settings.mode !== 'on' && t('whenOn')}
        </span>
      </div>
    </Card>
  );
}

function Figure({ value, label, children }: { value: string; label: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col">
      <dt className="order-2 text-ink-2">
        {label}
        <span className="block text-ink-3">{children}</span>
      </dt>
      <dd className="order-1 text-2xl leading-[1.2] font-semibold tracking-tight tabular-nums">{value}</dd>
    </div>
  );
}
