'use client';
// What reviewers' edits propose to teach, what was learnt, and whether it is still known.
import { GraduationCap } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { useLive } from '#components/shell/live.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import type { LessonStatus } from '#db/schema/lessons.ts';
import type { LessonList } from '#lib/lessons/list.ts';
import { DecidedLesson } from './decided-lesson.tsx';
import { type LessonActions, PendingLesson } from './pending-lesson.tsx';

const LISTS: LessonStatus[] = ['pending', 'accepted', 'dismissed'];
const SETTLE_MS = 400;

export function LessonsScreen({
  show,
  list,
  mayDecide,
  mayAddRules,
  ...actions
}: { show: LessonStatus; list: LessonList; mayDecide: boolean; mayAddRules: boolean } & LessonActions) {
  const t = useTranslations('lessons');
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useLive((event) => {
    if (!/^knowledge\.|^reload$/.test(event.type)) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => router.refresh(), SETTLE_MS);
  });
  return (
    <>
      <p className="mb-3 max-w-[75ch] text-ink-2">{t('intro')}</p>
      {list.forgotten > 0 && (
        <p role="status" className="mb-3 rounded-lg border border-amber-line bg-amber-wash px-3 py-2">
          {t('forgotten', { n: list.forgotten })}
        </p>
      )}
      <nav aria-label={t('lists')} className="mb-4 flex flex-wrap gap-1">
        {LISTS.map((one) => (
          <Link
            key={one}
            href={`/help-center/lessons${one === 'pending' ? '' : `?show=${one}`}` as Route}
            aria-current={one === show ? 'page' : undefined}
            className={classNames(
              'rounded-full px-3 py-1 font-medium tabular-nums',
              one === show ? 'bg-sunken text-ink' : 'text-ink-2 hover:bg-hover',
            )}
          >
            {t(`list.${one}`, { n: list.counts[one] })}
          </Link>
        ))}
      </nav>
      {list.lessons.length === 0 && (
        <EmptyState
          icon={<GraduationCap />}
          title={t(`empty.${show}Title`)}
          body={t(`empty.${show}Body`)}
          action={
            show === 'pending' && (
              <Link href={'/review' as Route} className={buttonClass()}>
                {t('review')}
              </Link>
            )
          }
        />
      )}
      {list.lessons.map((lesson) =>
        lesson.status === 'pending' ? (
          <PendingLesson
            // Words that came anew are read anew.
            key={`${lesson.id}-${lesson.at}`}
            lesson={lesson}
            mayDecide={mayDecide && (lesson.kind !== 'rule' || mayAddRules)}
            needsAdmin={lesson.kind === 'rule' && !mayAddRules}
            {...actions}
          />
        ) : (
          <DecidedLesson key={lesson.id} lesson={lesson} />
        ),
      )}
    </>
  );
}
