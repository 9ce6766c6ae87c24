import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { CandidateCard } from '#components/replay/candidate-card.tsx';
import { CaseCard } from '#components/replay/case-card.tsx';
import { ComparedCard } from '#components/replay/compared-card.tsx';
import { DeleteReplay } from '#components/replay/delete-replay.tsx';
import { Progress } from '#components/replay/progress.tsx';
import { Over } from '#components/replay/replay-list.tsx';
import { ReportCard } from '#components/replay/report-card.tsx';
import { ReviewedCard } from '#components/replay/reviewed-card.tsx';
import { STATUS_TONE } from '#components/replay/shown.ts';
import { Page } from '#components/shell/page.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { db } from '#db/client.ts';
import { hasRole } from '#lib/agents/roles.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { changedSince } from '#lib/replay/candidate.ts';
import { countsSoFar, loadReplay, loadReplayCases, SHOWN } from '#lib/replay/load.ts';
import { requireAgent } from '../../../../session.ts';
import { cancelAction, deleteAction, saveTriedAction } from '../actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('replay'))('title') };
}

/** Its address is the link to share: everybody who signs in may read it. */
export default async function ReplayPage({ params, searchParams }: PageProps<'/autopilot/replay/[id]'>) {
  const [agent, { id: asked }, query, t] = await Promise.all([
    requireAgent(),
    params,
    searchParams,
    getTranslations('replay'),
  ]);
  if (!/^\d{1,15}$/.test(asked)) notFound();
  const id = Number(asked);
  const show = SHOWN.find((one) => one === query.show) ?? 'all';
  const after = /^\d{1,15}$/.test(String(query.after)) ? Number(query.after) : 0;
  const replay = await loadReplay(agent, id).catch((error: unknown) => {
    if (error instanceof NotFound) notFound();
    throw error;
  });
  const atWork = replay.status === 'waiting' || replay.status === 'running';
  const { candidate, settings, report } = replay;
  const [counts, { cases, next }, changed] = await Promise.all([
    atWork ? countsSoFar(id) : null,
    loadReplayCases(agent, id, { show, after }),
    candidate && !replay.applied ? changedSince(db(), id) : [],
  ]);
  const admin = hasRole(agent, 'admin');
  const tabs = SHOWN.filter((one) => one !== 'differs' || (candidate && settings.source !== 'reviews'));
  const base = `/autopilot/replay/${id}` as const;
  return (
    <Page
      width="wide"
      title={t('list.open', { id })}
      subtitle={<Chip tone={STATUS_TONE[replay.status]}>{t(`status.${replay.status}`)}</Chip>}
      actions={
        <>
          {admin && !atWork && settings.source !== 'reviews' && (
            <DeleteReplay imported={settings.source === 'imported'} remove={deleteAction.bind(null, id)} />
          )}
          <Link href="/autopilot/replay" className={buttonClass()}>
            {t('all')}
          </Link>
        </>
      }
    >
      <p className="mb-4 break-words text-ink-2">
        <Over settings={settings} total={replay.total} /> · {t(`start.${settings.knowledge}`)}
      </p>
      {counts && (
        <Progress
          done={replay.done}
          total={replay.total}
          counts={counts}
          onCancel={admin ? cancelAction.bind(null, id) : null}
        />
      )}
      {candidate && (
        <CandidateCard
          replay={replay}
          candidate={candidate}
          changed={changed}
          onSave={admin ? saveTriedAction.bind(null, id) : null}
        />
      )}
      {report?.compared && <ComparedCard report={report} compared={report.compared} />}
      {report?.reviewed && <ReviewedCard reviewed={report.reviewed} whole={replay.status === 'done'} />}
      {report && <ReportCard replay={replay} report={report} />}
      <h2 className="mt-6 mb-2 text-md">{t('cases.title')}</h2>
      <nav aria-label={t('cases.show')} className="mb-3 flex flex-wrap gap-2">
        {tabs.map((one) => (
          <Link
            key={one}
            href={`${base}?show=${one}`}
            aria-current={one === show ? 'page' : undefined}
            className={`${buttonClass({ size: 'sm' })} ${one === show ? 'border-ink bg-sunken' : ''}`}
          >
            {t(`cases.${one}`)}
          </Link>
        ))}
      </nav>
      {cases.length === 0 && <p className="text-ink-2">{t('cases.empty')}</p>}
      {cases.map((one) => (
        <CaseCard key={one.id} shown={one} />
      ))}
      <div className="flex gap-2">
        {after > 0 && (
          <Link href={`${base}?show=${show}`} className={buttonClass()}>
            {t('cases.first')}
          </Link>
        )}
        {next !== null && (
          <Link href={`${base}?show=${show}&after=${next}`} className={buttonClass()}>
            {t('cases.more')}
          </Link>
        )}
      </div>
    </Page>
  );
}
