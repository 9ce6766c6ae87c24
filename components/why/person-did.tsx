import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Markdown } from '#components/ui/markdown.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { Explanation } from '#lib/ai/explain.ts';
import { WhySection } from './section.tsx';

/** What became of the proposal once a person had it. */
export function PersonDid({ explanation: { review, reviewerName } }: { explanation: Explanation }) {
  const t = useTranslations('why.person');
  const rejected = useTranslations('review.reject.reason');
  const who = reviewerName ?? t('somebody');
  if (!review)
    return (
      <WhySection title={t('title')}>
        <p className="text-ink-2">{t('none')}</p>
      </WhySection>
    );
  return (
    <WhySection title={t('title')}>
      <p className="text-ink-2">
        {t(review.status === 'edited' && review.unchanged ? 'editedLittle' : review.status, { who })}{' '}
        {review.decidedAt && <TimeAgo at={review.decidedAt} className="text-ink-3" />}
      </p>
      {review.status === 'pending' && (
        <Link href={`/review/${review.id}` as Route} className="text-ink underline underline-offset-2">
          {t('open')}
        </Link>
      )}
      {(review.reason || review.note) && (
        <p className="mt-1.5 [overflow-wrap:anywhere]">
          {review.reason && (rejected.has(review.reason) ? rejected(review.reason) : review.reason)}
          {review.reason && review.note && ': '}
          {review.note && <span className="text-ink-2">“{review.note}”</span>}
        </p>
      )}
      {review.finalHtml && (
        <div
          dir="auto"
          className="said relative mt-2 rounded-xl border bg-surface py-3 pr-3 pl-4 [--stripe:linear-gradient(var(--iris)_0_50%,var(--pine)_50%_100%)]"
        >
          <Markdown html={review.finalHtml} />
        </div>
      )}
    </WhySection>
  );
}
