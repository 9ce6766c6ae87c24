'use client';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { toast } from 'sonner';
import { isProblem, type Problem } from '#components/help-center/outcome.ts';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input, Select, Textarea } from '#components/ui/input.tsx';
import type { GateAction } from '#db/schema/ai.ts';
import type { AcceptedLesson } from '#lib/lessons/decide.ts';
import type { LessonView } from '#lib/lessons/list.ts';
import { LessonHead } from './lesson-head.tsx';
import { LessonWords } from './lesson-words.tsx';

type Answer = Promise<{ done: true } | Problem>;
export type LessonActions = {
  onAccept: (id: number, words: AcceptedLesson) => Answer;
  onDismiss: (id: number) => Answer;
};

const ACTIONS: GateAction[] = ['review', 'suggest', 'person'];

/** One proposal: accept it as it stands, edit it first, or dismiss it. */
export function PendingLesson({
  lesson,
  mayDecide,
  needsAdmin,
  onAccept,
  onDismiss,
}: { lesson: LessonView; mayDecide: boolean; needsAdmin: boolean } & LessonActions) {
  const t = useTranslations('lessons');
  const common = useTranslations('common');
  const rules = useTranslations('autopilot.rules.action');
  const id = useId();
  const ready = lesson.kind === 'rule' || (lesson.question !== '' && lesson.title !== '');
  const [editing, setEditing] = useState(false);
  const [words, setWords] = useState({
    question: lesson.question,
    title: lesson.title,
    after: lesson.after,
    action: lesson.action,
  });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const personal = problem?.field === 'personal';
  const set = (change: Partial<typeof words>) => {
    setWords((now) => ({ ...now, ...change }));
    setProblem(null);
  };
  const errorFor = (field: string) => (problem?.field === field ? problem.error : undefined);

  async function run(work: () => Answer, done: string) {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      const result = await work();
      if (!isProblem(result)) return void toast.success(done);
      setProblem(result);
      // What is wrong stands in a field: show it.
      if (result.field && result.field !== 'personal') setEditing(true);
    } catch {
      setProblem({ error: common('somethingFailed') });
    } finally {
      setBusy(false);
    }
  }

  return (
    <Card className="mb-3 px-5 py-4">
      <LessonHead lesson={lesson} words="kind" />
      {!editing && <LessonWords lesson={{ ...lesson, ...words }} />}
      {editing && (
        <div className="mt-3 flex flex-col gap-3">
          {lesson.kind !== 'rule' && (
            <Field label={t('question')} hint={t('questionHint')} htmlFor={`${id}-q`} error={errorFor('question')}>
              <Input
                id={`${id}-q`}
                value={words.question}
                maxLength={1000}
                onChange={({ target }) => set({ question: target.value })}
              />
            </Field>
          )}
          {lesson.kind !== 'article' && (
            <Field label={t('titleLabel')} htmlFor={`${id}-t`} error={errorFor('title')}>
              <Input
                id={`${id}-t`}
                value={words.title}
                maxLength={200}
                onChange={({ target }) => set({ title: target.value })}
              />
            </Field>
          )}
          {lesson.kind !== 'rule' && (
            <Field label={t('after')} htmlFor={`${id}-a`} error={errorFor('after')}>
              <Textarea
                id={`${id}-a`}
                rows={4}
                value={words.after}
                maxLength={5000}
                onChange={({ target }) => set({ after: target.value })}
              />
            </Field>
          )}
          {lesson.kind === 'rule' && (
            <Field label={t('action')} htmlFor={`${id}-act`} error={errorFor('action')}>
              <Select
                id={`${id}-act`}
                className="max-w-52"
                value={words.action ?? 'review'}
                onChange={({ target }) => set({ action: ACTIONS.find((one) => one === target.value) ?? 'review' })}
              >
                {ACTIONS.map((action) => (
                  <option key={action} value={action}>
                    {rules(action)}
                  </option>
                ))}
              </Select>
            </Field>
          )}
        </div>
      )}
      {lesson.stripped && <p className="mt-2 text-amber">{t('stripped')}</p>}
      {problem && (personal || !problem.field) && (
        <p role="alert" className="mt-2 rounded-lg border border-rose-line bg-rose-wash px-3 py-2">
          {problem.error}
        </p>
      )}
      {needsAdmin && <p className="mt-2 text-ink-3">{t('ruleAdmin')}</p>}
      {mayDecide && (
        <div className="mt-3 flex flex-wrap items-center gap-2">
          <Button
            variant={editing ? 'primary' : 'default'}
            disabled={busy}
            onClick={() =>
              ready || editing
                ? void run(() => onAccept(lesson.id, { ...words, confirmed: personal }), t('acceptedNow'))
                : setEditing(true)
            }
          >
            {personal ? t('anyway') : t('accept')}
          </Button>
          <Button disabled={busy} aria-expanded={editing} onClick={() => setEditing((open) => !open)}>
            {editing ? common('close') : t('edit')}
          </Button>
          <Button
            variant="ghost"
            disabled={busy}
            onClick={() => void run(() => onDismiss(lesson.id), t('dismissedNow'))}
          >
            {t('dismiss')}
          </Button>
        </div>
      )}
    </Card>
  );
}
