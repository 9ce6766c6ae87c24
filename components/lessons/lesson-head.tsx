import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Chip } from '#components/ui/chip.tsx';
import type { LessonView } from '#lib/lessons/list.ts';

const LEARNT = new Set(['fact', 'policy', 'missing_step']);

/** What it is about and where it came from. */
export function LessonHead({ lesson, words }: { lesson: LessonView; words: 'kind' | 'did' }) {
  const t = useTranslations('lessons');
  const title = lesson.kind === 'rule' ? (lesson.topicName ?? lesson.title) : lesson.title;
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="min-w-0 break-words font-[600]">{t(`${words}.${lesson.kind}`, { title })}</h2>
        {lesson.classes.map((one) => (
          <Chip key={one} tone={LEARNT.has(one) ? 'amber' : 'line'}>
            {t(`class.${one}`)}
          </Chip>
        ))}
      </div>
      <p className="mt-0.5 flex flex-wrap gap-x-3 text-sm text-ink-3">
        <span>{t('times', { n: lesson.times })}</span>
        {lesson.conversationId !== null && (
          <Link href={`/inbox/open/${lesson.conversationId}` as Route} className="hover:text-ink hover:underline">
            {t('conversation', { id: lesson.conversationId })}
          </Link>
        )}
        {lesson.articleId !== null && (
          <Link href={`/help-center/articles/${lesson.articleId}` as Route} className="hover:text-ink hover:underline">
            {t('openArticle')}
          </Link>
        )}
      </p>
    </>
  );
}
