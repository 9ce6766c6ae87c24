import { useTranslations } from 'next-intl';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { Health, MailboxHealth } from '#lib/channels/health.ts';
import type { MailboxSettings } from '#lib/channels/mailboxes.ts';
import { StateLine } from './state-line.tsx';

/** Whether mail comes and goes: the last one, and what is wrong since when. Says only what was seen. */
export function MailboxState({ mailbox, health }: { mailbox: MailboxSettings; health: MailboxHealth | undefined }) {
  const t = useTranslations('settings.mail');
  const last = health?.lastMailAt;
  return (
    <ul className="flex flex-col gap-1.5 px-5 py-3.5 text-ink-2">
      <StateLine tone={last ? 'well' : 'unknown'}>
        {last ? t.rich('lastMail', { ago: () => <TimeAgo at={last} /> }) : t('noMailYet')}
      </StateLine>
      {mailbox.imap && <Server what="fetch" health={health?.in} />}
      {mailbox.smtp && <Server what="send" health={health?.out} />}
    </ul>
  );
}

function Server({ what, health }: { what: 'fetch' | 'send'; health: Health | null | undefined }) {
  const t = useTranslations('settings.mail');
  if (health?.problem) {
    const since = health.problemSince ?? health.checkedAt;
    return (
      <StateLine tone="trouble">
        {t.rich(`${what}Trouble`, {
          since: () => <TimeAgo at={since} />,
          checked: () => <TimeAgo at={health.checkedAt} />,
        })}
        <span className="mt-0.5 block wrap-anywhere text-ink">{health.problem}</span>
      </StateLine>
    );
  }
  const wellAt = health?.wellAt;
  return wellAt ? (
    <StateLine tone="well">{t.rich(`${what}Well`, { ago: () => <TimeAgo at={wellAt} /> })}</StateLine>
  ) : (
    <StateLine tone="unknown">{t(`${what}Unknown`)}</StateLine>
  );
}
