import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Card } from '#components/ui/card.tsx';
import { Chip } from '#components/ui/chip.tsx';
import type { ComparedClaim } from '#lib/replay/compare.ts';
import type { ReplayedCase } from '#lib/replay/load.ts';

/** One message: what the AI would have written beside what a person wrote, claim by claim. Plain text only: all of it came from outside. */
export function CaseCard({ shown }: { shown: ReplayedCase }) {
  const t = useTranslations('replay.cases');
  const reasons = useTranslations('reasons');
  const { action, wrong, claims, today } = shown;
  const list = (facts: string[]) => (facts.length > 0 ? facts.join(', ') : t('none'));
  const facts = claims.facts.both.length + claims.facts.draft.length + claims.facts.written.length;
  const [why] = shown.reasons.filter(({ tone }) => tone !== 'ok');
  return (
    <Card className="mb-3 px-5 py-4">
      <div className="flex flex-wrap items-center gap-2">
        {shown.conversationId === null ? (
          <span className="font-medium">{t('line')}</span>
        ) : (
          <Link
            href={`/inbox/open/${shown.conversationId}` as Route}
            className="font-medium underline-offset-2 hover:underline"
          >
            {t('number', { id: shown.conversationId })}
          </Link>
        )}
        <Chip tone={action === 'send' ? 'iris' : action === 'person' ? 'pine' : 'line'}>{t(`action.${action}`)}</Chip>
        <Chip tone={wrong ? 'rose' : 'line'}>{t(`verdict.${shown.verdict}`)}</Chip>
        <span className="text-ink-3 tabular-nums">
          {shown.confidence !== null && t('sure', { n: Math.round(shown.confidence * 100) })}
          {shown.similarity !== null && ` · ${t('likeness', { n: Math.round(shown.similarity * 100) })}`}
        </span>
      </div>
      {shown.byReview && <p className="mt-1 text-ink-2">{t('byReview', { wrong: String(wrong) })}</p>}
      {why && (
        <p className="mt-1 text-ink-2">
          {reasons.has(`${why.code}.title`) ? reasons(`${why.code}.title`, why.data) : why.code}
        </p>
      )}
      {shown.newerSource && <p className="mt-1 text-amber">{t('newerSource')}</p>}
      <Column title={t('asked')} className="mt-3 border-line-2">
        <p className="line-clamp-6 break-words whitespace-pre-line">{shown.asked}</p>
      </Column>
      <div className={`mt-3 grid gap-4 max-md:grid-cols-1 ${today ? 'grid-cols-3' : 'grid-cols-2'}`}>
        {today && (
          <Column title={t('saved')} className="border-line-2">
            <p className="text-ink-2">
              {t(`action.${today.action}`)}
              {today.confidence !== null && ` · ${t('sure', { n: Math.round(today.confidence * 100) })}`}
              {` · ${t(`verdict.${today.verdict}`)}`}
            </p>
            {today.body ? <Claims claims={today.claims} /> : <p className="text-ink-3">{t('nothing')}</p>}
          </Column>
        )}
        <Column title={t(today ? 'triedColumn' : 'ai')} className="border-iris">
          {shown.body ? <Claims claims={claims.draft} /> : <p className="text-ink-3">{t('nothing')}</p>}
        </Column>
        <Column title={t('written')} className="border-pine">
          {shown.written ? <Claims claims={claims.written} /> : <p className="text-ink-3">{t('nobody')}</p>}
        </Column>
      </div>
      {shown.body && facts > 0 && (
        <p className="mt-2 break-words text-ink-2">
          {t('facts', {
            both: list(claims.facts.both),
            draft: list(claims.facts.draft),
            written: list(claims.facts.written),
          })}
        </p>
      )}
    </Card>
  );
}

function Column({ title, className, children }: { title: string; className: string; children: ReactNode }) {
  return (
    <section className={`min-w-0 border-l-[3px] pl-3 ${className}`}>
      <h3 className="text-ink-3">{title}</h3>
      {children}
    </section>
  );
}

const MARK = { both: 'text-ink-3', differs: 'text-rose', alone: 'text-amber' };

function Claims({ claims }: { claims: ComparedClaim[] }) {
  const t = useTranslations('replay.cases.claim');
  return (
    <ul className="flex flex-col gap-1">
      {claims.map(({ text, state }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text may say the same twice
        <li key={index} className="break-words">
          {text} <span className={`text-xs ${MARK[state]}`}>({t(state)})</span>
        </li>
      ))}
    </ul>
  );
}
