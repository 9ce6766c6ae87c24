'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Consequences, Stop } from '#lib/autopilot/consequences.ts';
import { duration } from './duration.ts';
import { percent } from './percent.ts';

/** What one budget would mean, or what is missing until it means anything. */
export function Figures({ stop, consequences }: { stop: Stop; consequences: Consequences }) {
  const t = useTranslations('autopilot.budget');
  if (stop.missing) {
    const { judged, changed, needed, moreClean, changedAllowed } = stop.missing;
    return (
      <div>
        <p className="font-[550]">{t('notEarned')}</p>
        <p className="mt-1 max-w-[58ch] text-ink-2">{t('have', { judged, changed, needed })}</p>
        <p className="mt-1 max-w-[58ch] text-ink-2">
          {t('missing', { n: moreClean })}{' '}
          {changedAllowed !== null && changed > changedAllowed
            ? t('orRate', {
                allowed: percent(changedAllowed / judged),
                now: percent(changed / judged),
              })
            : ''}
        </p>
      </div>
    );
  }
  const { total, days, firstReplyNow } = consequences;
  return (
    <dl className="grid grid-cols-3 gap-x-6 gap-y-4 max-sm:grid-cols-2">
      <Figure value={total > 0 ? `${percent(stop.alone / total)}%` : '–'} label={t('alone')}>
        {t('aloneOf', { n: stop.alone, total, days })}
      </Figure>
      <Figure value={stop.rate === null ? '–' : `${percent(stop.rate)}%`} label={t('changed')}>
        {t('atMost', { n: percent(stop.bound) })}
      </Figure>
      <Figure value={stop.firstReply === null ? '–' : duration(stop.firstReply)} label={t('firstReply')}>
        {firstReplyNow === null ? '' : t('was', { time: duration(firstReplyNow) })}
      </Figure>
    </dl>
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
