import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { languageName } from '#components/ui/language-name.ts';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { Explanation } from '#lib/ai/explain.ts';
import { dollars } from './dollars.ts';
import { WhySection } from './section.tsx';

export function RunFacts({ explanation: { run, proposal, topic } }: { explanation: Explanation }) {
  const t = useTranslations('why.facts');
  const stages = useTranslations('why.stages');
  return (
    <WhySection title={t('title')}>
      <dl className="grid grid-cols-[88px_minmax(0,1fr)] gap-x-2 gap-y-1.5">
        <Row name={t('at')}>
          <TimeAgo at={run.createdAt} />
        </Row>
        <Row name={t('engine')}>{run.engine === 'builtin' ? t('builtin') : run.engine}</Row>
        {run.model && run.engine !== 'builtin' && <Row name={t('model')}>{run.model}</Row>}
        <Row name={t('time')}>
          {run.ms < 1_000 ? stages('ms', { ms: run.ms }) : stages('seconds', { s: (run.ms / 1_000).toFixed(1) })}
        </Row>
        {run.tokensIn + run.tokensOut > 0 && (
          <Row name={t('tokens')}>{t('tokensValue', { in: run.tokensIn, out: run.tokensOut })}</Row>
        )}
        <Row name={t('cost')}>{run.costUsd > 0 ? dollars(run.costUsd) : t('free')}</Row>
        {proposal?.kind === 'reply' && <Row name={t('scoring')}>{proposal.modelVersion}</Row>}
        {proposal && <Row name={t('language')}>{languageName(proposal.language)}</Row>}
        {topic && <Row name={t('topic')}>{topic}</Row>}
      </dl>
    </WhySection>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0 tabular-nums [overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}
