import { CalendarClock, Lock, MailX } from 'lucide-react';
import type { Metadata, Route } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { CapturedList } from '#components/mail/captured-list.tsx';
import { LiveRefresh } from '#components/mail/live-refresh.tsx';
import { MailTabs } from '#components/mail/mail-tabs.tsx';
import { ScheduledList } from '#components/mail/scheduled-list.tsx';
import { Page } from '#components/shell/page.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { hasRole } from '#lib/agents/roles.ts';
import { listCaptured } from '#lib/outbox/captured.ts';
import { listScheduled } from '#lib/outbox/scheduled.ts';
import { requireAgent } from '../../session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('mail'))('title') };
}

/** Whatever moves a reply out of the list, or into it. */
const MOVES = [
  'message.sent',
  'message.scheduled',
  'message.rescheduled',
  'message.held',
  'message.hurried',
  'message.undone',
];

export default async function MailPage({ searchParams }: PageProps<'/mail'>) {
  const agent = await requireAgent();
  const [{ before, show }, t] = await Promise.all([searchParams, getTranslations('mail')]);
  if (!hasRole(agent, 'agent')) {
    return (
      <Page title={t('title')}>
        <EmptyState icon={<Lock />} title={t('agentsTitle')} body={t('agentsBody')} />
      </Page>
    );
  }
  if (show === 'scheduled') {
    const { rows, more } = await listScheduled(agent);
    return (
      <Page title={t('title')} subtitle={rows.length > 0 ? t('scheduledSubtitle') : undefined}>
        <LiveRefresh events={MOVES} />
        <MailTabs tab="scheduled" />
        {rows.length === 0 ? (
          <EmptyState icon={<CalendarClock />} title={t('nothingScheduled')} body={t('nothingScheduledBody')} />
        ) : (
          <ScheduledList rows={rows} />
        )}
        {more > 0 && <p className="mt-4 text-ink-3">{t('moreScheduled', { count: more })}</p>}
      </Page>
    );
  }
  const from = typeof before === 'string' && /^\d{1,15}$/.test(before) ? Number(before) : null;
  const { rows, next } = await listCaptured(agent, from);
  return (
    <Page title={t('title')} subtitle={rows.length > 0 ? t('subtitle') : undefined}>
      <LiveRefresh events={['message.sent']} />
      <MailTabs tab="captured" />
      {rows.length === 0 ? (
        <EmptyState
          icon={<MailX />}
          title={t('empty')}
          body={t('emptyBody')}
          action={<code className="rounded-md bg-sunken px-2.5 py-1.5 font-mono text-sm">npm run demo:mail</code>}
        />
      ) : (
        <CapturedList rows={rows} />
      )}
      {next !== null && (
        <Link href={`/mail?before=${next}` as Route} className={`${buttonClass()} mt-4`}>
          {t('more')}
        </Link>
      )}
    </Page>
  );
}
