'use client';
import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { isProblem } from '#components/help-center/outcome.ts';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { Day } from '#components/ui/day.tsx';
import { languageName } from '#components/ui/language-name.ts';
import type { SolvedShow, SolvedView } from '#lib/solved/list.ts';
import type { Answer, SolvedActions } from './actions.ts';

/** One answer of a person's, without the question: that was the customer's. */
export function AnswerCard({
  answer,
  show,
  mayDecide,
  keepHref,
  onRefuse,
  onUseAgain,
}: { answer: SolvedView; show: SolvedShow; mayDecide: boolean; keepHref: string } & Pick<
  SolvedActions,
  'onRefuse' | 'onUseAgain'
>) {
  const t = useTranslations('solved');
  const common = useTranslations('common');
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const decided = show === 'kept' || show === 'refused';

  async function run(work: () => Answer, done: string) {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      const result = await work();
      if (isProblem(result)) setError(result.error);
      else toast.success(done);
    } catch {
      setError(common('somethingFailed'));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Card className="mb-3 px-5 py-4">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-3">
        <span>
          {t(decided ? 'decided' : 'solved')} <Day at={answer.at} />
        </span>
        <Link href={`/inbox/closed/${answer.id}` as Route} className="hover:text-ink hover:underline">
          {t('conversation', { id: answer.id })}
        </Link>
        {answer.topicName && <Chip tone="line">{answer.topicName}</Chip>}
        {answer.answer !== '' && answer.language !== 'en' && <Chip tone="line">{languageName(answer.language)}</Chip>}
      </p>
      <Words answer={answer} show={show} />
      {error && (
        <p role="alert" className="mt-2 rounded-lg border border-rose-line bg-rose-wash px-3 py-2">
          {error}
        </p>
      )}
      {mayDecide && show === 'ready' && (
        <div className="mt-3 flex flex-wrap items-center gap-2">
          <Link href={keepHref as Route} scroll={false} className={buttonClass()}>
            {t('keepShort')}
          </Link>
          <Button variant="ghost" disabled={busy} onClick={() => void run(() => onRefuse(answer.id), t('refusedNow'))}>
            {t('refuse')}
          </Button>
        </div>
      )}
      {mayDecide && show === 'refused' && (
        <Button className="mt-3" disabled={busy} onClick={() => void run(() => onUseAgain(answer.id), t('againNow'))}>
          {t('again')}
        </Button>
      )}
    </Card>
  );
}

function Words({ answer, show }: { answer: SolvedView; show: SolvedShow }) {
  const t = useTranslations('solved');
  const by = answer.by ?? t('by.somebody');
  if (show === 'unfit')
    return (
      <p className="mt-2 max-w-[75ch]">
        {answer.reason && answer.reason !== 'no_person' && t(`reason.${answer.reason}`)}
      </p>
    );
  if (show === 'kept')
    return (
      <p className="mt-2 [overflow-wrap:anywhere]">
        {answer.snippetTitle === null ? t('keptGone') : t('keptAs', { title: answer.snippetTitle })}{' '}
        <span className="text-ink-3">{t('by.kept', { name: by })}</span> ·{' '}
        <Link href={'/help-center/snippets' as Route} className="underline underline-offset-2">
          {t('openSnippets')}
        </Link>
      </p>
    );
  return (
    <>
      {answer.answer === '' ? (
        <p className="mt-2 text-ink-3">{t('wordsGone')}</p>
      ) : (
        <p
          lang={answer.language}
          dir="auto"
          className="mt-2 border-l-[3px] border-pine pl-3 [overflow-wrap:anywhere] whitespace-pre-line"
        >
          {answer.answer.replaceAll('**', '')}
        </p>
      )}
      {show === 'refused' && <p className="mt-2 text-sm text-ink-3">{t('by.refused', { name: by })}</p>}
    </>
  );
}
