import { CircleCheck, CircleHelp, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Card } from '#components/ui/card.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { LessonView } from '#lib/lessons/list.ts';
import { LessonHead } from './lesson-head.tsx';
import { LessonWords } from './lesson-words.tsx';

/** What became of a lesson, who said so, and whether the AI still knows it. */
export function DecidedLesson({ lesson }: { lesson: LessonView }) {
  const t = useTranslations('lessons');
  const accepted = lesson.status === 'accepted';
  return (
    <Card className="mb-3 px-5 py-4">
      <LessonHead lesson={lesson} words={accepted ? 'did' : 'kind'} />
      <LessonWords lesson={lesson} done={accepted} />
      <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-3">
        <span>
          {t(accepted ? 'by.accepted' : 'by.dismissed', { name: lesson.by ?? t('by.somebody') })}{' '}
          <TimeAgo at={lesson.at} />
        </span>
        {accepted && <Check lesson={lesson} />}
      </p>
      {accepted && lesson.taught === false && <Why lesson={lesson} />}
    </Card>
  );
}

function Check({ lesson }: { lesson: LessonView }) {
  const t = useTranslations('lessons.check');
  if (lesson.taught === null) return <Chip icon={<CircleHelp />}>{t('waiting')}</Chip>;
  return (
    <>
      {lesson.taught ? (
        <Chip tone="line" icon={<CircleCheck />}>
          {t('taught')}
        </Chip>
      ) : (
        <Chip tone="rose" icon={<TriangleAlert />}>
          {t('forgotten')}
        </Chip>
      )}
      {lesson.checkedAt && (
        <span>
          {t('at')} <TimeAgo at={lesson.checkedAt} />
        </span>
      )}
    </>
  );
}

function Why({ lesson: { kind, checked } }: { lesson: LessonView }) {
  const t = useTranslations('lessons.check');
  if (kind === 'rule') return <p className="mt-2 text-rose">{t('rule')}</p>;
  const { missing = [], wrong = [], answer = '' } = checked ?? {};
  return (
    <div className="mt-2 border-l-[3px] border-iris pl-3">
      {missing.length > 0 && <p className="text-rose">{t('missing', { list: missing.join(', ') })}</p>}
      {wrong.length > 0 && <p className="text-rose">{t('wrong', { list: wrong.join(', ') })}</p>}
      {missing.length + wrong.length === 0 && <p className="text-rose">{t('words')}</p>}
      {answer && (
        <>
          <p className="mt-1 text-ink-3">{t('answer')}</p>
          <p className="break-words whitespace-pre-line">{answer}</p>
        </>
      )}
    </div>
  );
}
