'use client';
import { ChevronRight } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { classNames } from '#components/ui/class-names.ts';
import { sure } from '#components/ui/sure.ts';
import type { Measured, ReviewView } from '#lib/reviews/review-view.ts';
import { CustomerFacts } from './customer-facts.tsx';
import { Gauge } from './gauge.tsx';
import { ReasonList } from './reason-list.tsx';

/** Fewer than this say nothing about a share. */
const ENOUGH_TO_MEASURE = 20;

/** Beside the desk on a wide screen. */
export function WhyPanel({ review, className }: { review: ReviewView; className?: string }) {
  const t = useTranslations('review.why');
  return (
    <aside
      aria-label={t('title')}
      className={classNames('min-h-0 overflow-y-auto border-l bg-paper px-[18px] py-[18px]', className)}
    >
      <WhyContents review={review} />
    </aside>
  );
}

/** The same as a fold above the proposal, where there is no room beside it. */
export function WhyFold({ review, className }: { review: ReviewView; className?: string }) {
  const t = useTranslations('review.why');
  const percent = sure(review.proposal.confidence);
  return (
    <details className={classNames('group flex-none border-b bg-paper', className)}>
      <summary className="flex h-10 items-center gap-2 px-4 [&::-webkit-details-marker]:hidden">
        <ChevronRight className="text-ink-3 transition-transform group-open:rotate-90" />
        <span className="flex-1 font-medium">{t('fold')}</span>
        {review.proposal.kind === 'reply' && (
          <span className="font-semibold tabular-nums">{t('foldSure', { n: percent })}</span>
        )}
      </summary>
      <div className="px-4 pt-1 pb-4">
        <WhyContents review={review} />
      </div>
    </details>
  );
}

function WhyContents({ review }: { review: ReviewView }) {
  const t = useTranslations('review.why');
  const { proposal, reasons, autopilot, topic, measured, runId } = review;
  const concerns = reasons.some(({ tone }) => tone !== 'ok');
  return (
    <div className="flex flex-col gap-[18px]">
      <section>
        <h3 className="mb-2 text-xs font-[550] text-ink-3">{t(concerns ? 'title' : 'titleClear')}</h3>
        {proposal.kind === 'reply' ? (
          <>
            <p className="flex items-baseline gap-2">
              <span className="text-2xl font-semibold tracking-tight tabular-nums">{sure(proposal.confidence)}%</span>
              <span className="text-ink-2">{t('likely')}</span>
            </p>
            <Gauge confidence={proposal.confidence} threshold={autopilot.threshold} on={autopilot.mode === 'on'} />
            <Basis measured={measured} topic={topic?.name ?? null} />
          </>
        ) : (
          <p className="text-ink-2">{t('none')}</p>
        )}
      </section>
      <section>
        <ReasonList reasons={reasons} />
        <NextTimeLine review={review} />
        <Link
          href={`/why/${runId}` as Route}
          className="mt-2 inline-block text-ink-3 underline underline-offset-2 hover:text-ink"
        >
          {useTranslations('review')('whyLink')}
        </Link>
      </section>
      <CustomerFacts review={review} />
    </div>
  );
}

/** What the number rests on: counted where there is enough to count, and said to be an estimate where there is not. */
function Basis({ measured, topic }: { measured: Measured; topic: string | null }) {
  const t = useTranslations('review.why');
  const { similar, similarUnchanged: unchanged } = measured;
  return (
    <div className="mt-1.5 text-xs text-ink-3">
      <p>
        {similar >= ENOUGH_TO_MEASURE
          ? t('measured', { unchanged, similar })
          : similar === 0
            ? t('estimated')
            : t('estimatedFew', { n: similar })}
      </p>
      {topic && measured.topic > 0 && <p>{t('topic', { n: measured.topic, topic })}</p>}
    </div>
  );
}

function NextTimeLine({ review: { nextTime } }: { review: ReviewView }) {
  const t = useTranslations('review');
  return (
    <p className="mt-2 border-t border-dashed pt-2.5 text-ink-2">
      <span className="block text-xs font-[550] text-ink-3">{t('why.next')}</span>
      {t(`nextTime.${nextTime.code}`, nextTime.data)}{' '}
      <Link href={'/autopilot' as Route} className="whitespace-nowrap text-ink underline underline-offset-2">
        {t('why.autopilot')}
      </Link>
    </p>
  );
}
