import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { HelpCenterNav } from '#components/help-center/help-center-nav.tsx';
import { LessonsScreen } from '#components/lessons/lessons-screen.tsx';
import { Page } from '#components/shell/page.tsx';
import { hasRole } from '#lib/agents/roles.ts';
import { LESSON_LISTS, listLessons } from '#lib/lessons/list.ts';
import { requireAgent } from '../../../session.ts';
import { acceptLessonAction, dismissLessonAction } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('helpCenter.nav'))('lessons') };
}

// A list that does not exist is the first one.
const asked = z.object({ show: z.enum(LESSON_LISTS).catch('pending') });

export default async function LessonsPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const agent = await requireAgent();
  const { show } = asked.parse(await searchParams);
  const [t, list] = await Promise.all([getTranslations('helpCenter'), listLessons(agent, show)]);
  return (
    <Page width="wide" title={t('title')} subtitle={t('subtitle')}>
      <HelpCenterNav current="lessons" />
      <LessonsScreen
        show={show}
        list={list}
        mayDecide={hasRole(agent, 'agent')}
        mayAddRules={hasRole(agent, 'admin')}
        onAccept={acceptLessonAction}
        onDismiss={dismissLessonAction}
      />
    </Page>
  );
}
