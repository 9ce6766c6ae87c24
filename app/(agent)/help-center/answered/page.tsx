import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { HelpCenterNav } from '#components/help-center/help-center-nav.tsx';
import { Page } from '#components/shell/page.tsx';
import { AnsweredScreen } from '#components/solved/answered-screen.tsx';
import { db } from '#db/client.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { hasRole } from '#lib/agents/roles.ts';
import type { SnippetInput } from '#lib/knowledge/snippets.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { suggestSnippet } from '#lib/solved/keep.ts';
import { listSolved, SOLVED_LISTS } from '#lib/solved/list.ts';
import { requireAgent } from '../../../session.ts';
import { keepSolvedAction, refuseSolvedAction, takeBackRefusalAction } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('helpCenter.nav'))('answered') };
}

// What does not exist is the first list, its first page, and no dialog.
const asked = z.object({
  show: z.enum(SOLVED_LISTS).catch('ready'),
  q: z.string().trim().max(200).catch(''),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
  keep: z.coerce.number().int().positive().max(1e15).optional().catch(undefined),
});

export default async function AnsweredPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const agent = await requireAgent();
  const { show, q: query, page, keep } = asked.parse(await searchParams);
  const mayDecide = hasRole(agent, 'agent');
  const [t, list, words] = await Promise.all([
    getTranslations('helpCenter'),
    listSolved(agent, { show, query, page }),
    keep !== undefined && mayDecide ? wordsOf(agent, keep) : null,
  ]);
  return (
    <Page width="wide" title={t('title')} subtitle={t('subtitle')}>
      <HelpCenterNav current="answered" />
      <AnsweredScreen
        place={{ show, query, page }}
        list={list}
        keeping={keep !== undefined && mayDecide ? { id: keep, words } : null}
        mayDecide={mayDecide}
        onKeep={keepSolvedAction}
        onRefuse={refuseSolvedAction}
        onUseAgain={takeBackRefusalAction}
      />
    </Page>
  );
}

// The dialog says itself that the answer is gone.
async function wordsOf(agent: CurrentAgent, id: number): Promise<SnippetInput | null> {
  try {
    return await suggestSnippet(db(), agent, id);
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}
