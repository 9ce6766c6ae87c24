import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { RunListed } from '#lib/ai/explain.ts';
import { WhySection } from './section.tsx';

/** Every run of the conversation, newest first; the one shown is marked. */
export function Runs({ runs, current }: { runs: RunListed[]; current: number }) {
  const t = useTranslations('why.runs');
  if (runs.length < 2) return null;
  return (
    <WhySection title={t('title')}>
      <ol className="flex flex-col gap-1">
        {runs.map(({ id, status, action, at }) => {
          const words = t(status === 'done' ? (action ?? 'done') : status);
          return (
            <li key={id} className="flex items-baseline gap-2">
              {id === current ? (
                <span aria-current="page" className="min-w-0 flex-1 font-[550]">
                  {words} <span className="font-normal text-ink-3">({t('this')})</span>
                </span>
              ) : (
                <Link
                  href={`/why/${id}` as Route}
                  className="min-w-0 flex-1 text-ink-2 underline underline-offset-2 hover:text-ink"
                >
                  {words}
                </Link>
              )}
              <TimeAgo at={at} className="text-ink-3" />
            </li>
          );
        })}
      </ol>
    </WhySection>
  );
}
