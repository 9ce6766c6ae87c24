import { useTranslations } from 'next-intl';
import { Gauge } from '#components/review/gauge.tsx';
import { ReasonList } from '#components/review/reason-list.tsx';
import { Card } from '#components/ui/card.tsx';
import { sure } from '#components/ui/sure.ts';
import type { Explanation } from '#lib/ai/explain.ts';

/** What came of the run, why, and how sure the AI was against what it needed to be. */
export function Decision({ explanation }: { explanation: Explanation }) {
  const t = useTranslations('why');
  const { run, decision, proposal } = explanation;
  const threshold = decision?.mode === 'on' ? decision.threshold : null;
  return (
    <Card className="grid grid-cols-[minmax(0,1fr)_260px] gap-x-8 gap-y-4 px-5 py-4 max-md:grid-cols-1">
      <div className="min-w-0">
        <h2 className="text-base font-semibold tracking-tight text-balance">
          {t(`decision.${outcomeOf(explanation)}`)}
        </h2>
        {run.status === 'superseded' && <p className="mt-1 text-ink-2">{t('decision.supersededBody')}</p>}
        {run.status === 'failed' && (
          <p className="mt-1 text-ink-2 [overflow-wrap:anywhere]">
            {run.error} {t('decision.failedBody')}
          </p>
        )}
        {decision && (
          <>
            <div className="mt-2">
              <ReasonList reasons={decision.reasons} />
            </div>
            <p className="mt-1.5 text-ink-3">
              {t('decision.mode', { mode: decision.mode })}{' '}
              {threshold !== null && t('decision.threshold', { n: Math.round(threshold * 100) })}
            </p>
          </>
        )}
      </div>
      {run.status !== 'superseded' && (
        <div className="min-w-0">
          <h3 className="mb-1 text-xs font-[550] text-ink-3">{t('confidence.title')}</h3>
          {proposal?.kind === 'reply' ? (
            <>
              <p className="flex items-baseline gap-2">
                <span className="text-2xl font-semibold tracking-tight tabular-nums">{sure(proposal.confidence)}%</span>
                <span className="text-ink-2">{t('confidence.likely')}</span>
              </p>
              <Gauge confidence={proposal.confidence} threshold={threshold} on={decision?.mode === 'on'} />
            </>
          ) : (
            <p className="text-ink-2">{t('confidence.none')}</p>
          )}
        </div>
      )}
    </Card>
  );
}

function outcomeOf({ run, decision }: Explanation) {
  if (run.status !== 'done') return run.status;
  if (!decision) return 'undecided';
  return decision.spotCheck && decision.action === 'review' ? 'spotCheck' : decision.action;
}
