'use client';
import { useTranslations } from 'next-intl';
import { classNames } from '#components/ui/class-names.ts';

/** How sure the AI is, and the mark from which it sends by itself, or would (`on`: Autopilot is). */
export function Gauge({ confidence, threshold, on }: { confidence: number; threshold: number | null; on: boolean }) {
  const t = useTranslations('review.why');
  const at = threshold === null ? null : Math.round(threshold * 100);
  return (
    <div className="mt-2.5">
      <p className="relative mb-1.5 h-4 text-2xs font-medium text-ink-2">
        {at === null ? (
          <span className="absolute right-0">{t('nothingSends')}</span>
        ) : (
          <span
            className={classNames('absolute whitespace-nowrap', at >= 50 ? '-translate-x-full' : '')}
            style={{ left: at >= 50 ? `calc(${at}% + 6px)` : `calc(${at}% - 4px)` }}
          >
            {t(on ? 'sendsAt' : 'wouldSendAt', { n: at })}
          </span>
        )}
      </p>
      <div aria-hidden="true" className="relative h-2 rounded-full bg-line">
        <span
          className="absolute inset-y-0 left-0 rounded-full bg-iris-2"
          style={{ width: `${Math.round(confidence * 100)}%` }}
        />
        {at !== null && (
          <span className="absolute -inset-y-[5px] w-0.5 -translate-x-1/2 bg-ink" style={{ left: `${at}%` }} />
        )}
      </div>
    </div>
  );
}
