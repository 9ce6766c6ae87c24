import { useTranslations } from 'next-intl';
import type { LessonView } from '#lib/lessons/list.ts';

/** The question and the words, as they would be known. Plain text only: all of it began outside. */
export function LessonWords({ lesson, done = false }: { lesson: LessonView; done?: boolean }) {
  const t = useTranslations('lessons');
  const rules = useTranslations('autopilot.rules.action');
  if (lesson.kind === 'rule')
    return <p className="mt-2 max-w-[70ch]">{t('ruleBody', { action: rules(lesson.action ?? 'review') })}</p>;
  const correction = lesson.kind === 'article';
  return (
    <dl className="mt-3 grid grid-cols-2 gap-4 max-md:grid-cols-1">
      <div className="min-w-0 border-l-[3px] border-line-2 pl-3">
        <dt className="text-ink-3">{t('asked')}</dt>
        <dd lang={lesson.language} className="break-words whitespace-pre-line">
          {lesson.question || <span className="text-ink-3">{t('askedEmpty')}</span>}
        </dd>
      </div>
      <div className="min-w-0 border-l-[3px] border-pine pl-3">
        <dt className="text-ink-3">{correction ? t(done ? 'changed' : 'change') : t(done ? 'added' : 'add')}</dt>
        <dd lang={lesson.language} className="break-words whitespace-pre-line">
          {correction ? <Difference lesson={lesson} /> : lesson.after}
        </dd>
      </div>
    </dl>
  );
}

function Difference({ lesson }: { lesson: LessonView }) {
  const t = useTranslations('lessons');
  return lesson.marked.map(({ text, state }, at) => {
    // Stretches of one text, in their order.
    const key = at;
    if (state === 'same') return <span key={key}>{text} </span>;
    const Mark = state === 'out' ? 'del' : 'ins';
    return (
      <span key={key}>
        <span className="sr-only">{t(state === 'out' ? 'wasRemoved' : 'wasAdded')}</span>
        <Mark
          className={
            state === 'out'
              ? 'rounded-sm bg-rose-wash px-0.5 text-rose line-through'
              : 'rounded-sm bg-pine-wash px-0.5 text-pine no-underline'
          }
        >
          {text}
        </Mark>{' '}
      </span>
    );
  });
}
