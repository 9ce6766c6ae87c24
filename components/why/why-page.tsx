// "Why this answer": one AI run from the question to what became of it, in the order in which a person asks about it.
import { ArrowLeft } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Page } from '#components/shell/page.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import type { Explanation } from '#lib/ai/explain.ts';
import { Asked } from './asked.tsx';
import { Claims } from './claims.tsx';
import { Decision } from './decision.tsx';
import { Moved } from './moved.tsx';
import { PersonDid } from './person-did.tsx';
import { RunFacts } from './run-facts.tsx';
import { Runs } from './runs.tsx';
import { Sources } from './sources.tsx';
import { Stages } from './stages.tsx';
import { Wrote } from './wrote.tsx';

export function WhyPage({ explanation }: { explanation: Explanation }) {
  const t = useTranslations('why');
  const { conversation, proposal } = explanation;
  return (
    <Page
      title={t('title')}
      subtitle={<bdi>{conversation.subject || t('noSubject')}</bdi>}
      width="wide"
      actions={
        <Link href={`/inbox/open/${conversation.id}` as Route} className={buttonClass()}>
          <ArrowLeft />
          {t('conversation', { number: conversation.id })}
        </Link>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)_300px] gap-x-10 gap-y-7 max-lg:grid-cols-1">
        <div className="flex min-w-0 flex-col gap-7">
          <Decision explanation={explanation} />
          <Asked explanation={explanation} />
          <Wrote explanation={explanation} />
          {proposal?.kind === 'reply' && <Sources citations={proposal.citations} />}
          {proposal && proposal.claims.length > 0 && <Claims claims={proposal.claims} />}
          <Stages stages={explanation.stages} totalMs={explanation.run.ms} />
        </div>
        <div className="flex min-w-0 flex-col gap-7">
          <PersonDid explanation={explanation} />
          {proposal?.kind === 'reply' && <Moved proposal={proposal} />}
          <RunFacts explanation={explanation} />
          <Runs runs={explanation.runs} current={explanation.run.id} />
        </div>
      </div>
    </Page>
  );
}
