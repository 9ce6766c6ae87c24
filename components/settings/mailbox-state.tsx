import { CircleAlert, CircleCheck, CircleDashed } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { Health, MailboxHealth } from '#lib/channels/health.ts';
import type { MailboxSettings } from '#lib/channels/mailboxes.ts';

/** Whether mail comes and goes: the last one, and what is wrong since when. Says only what was seen. */
export function MailboxState({ mailbox, health }: { mailbox: MailboxSettings; health: MailboxHealth | undefined }) {
  const t = useTranslations('settings.mail');
  const last = health?.lastMailAt;
  return (
    <ul className="flex flex-col gap-1.5 px-5 py-3.5 text-ink-2">
      <Line tone={last ? 'well' : 'unknown'}>
        {last ? t.rich('lastMail', { ago: () => <TimeAgo at={last} /> }) : t('noMailYet')}
      </Line>
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
      <Line tone="trouble">
        {t.rich(`${what}Trouble`, {
          since: () => <TimeAgo at={since} />,
          checked: () => <TimeAgo at={health.checkedAt} />,
        })}
        <span className="mt-0.5 block wrap-anywhere text-ink">{health.problem}</span>
      </Line>
    );
  }
  const wellAt = health?.wellAt;
  return wellAt ? (
    <Line tone="well">{t.rich(`${what}Well`, { ago: () => <TimeAgo at={wellAt} /> })}</Line>
  ) : (
    <Line tone="unknown">{t(`${what}Unknown`)}</Line>
  );
}

const LOOK = {
  well: { icon: CircleCheck, className: 'text-ink-3' },
  unknown: { icon: CircleDashed, className: 'text-ink-3' },
  trouble: { icon: CircleAlert, className: 'text-rose' },
};

function Line({ tone, children }: { tone: keyof typeof LOOK; children: ReactNode }) {
  const { icon: Icon, className } = LOOK[tone];
  return (
    <li className="flex items-start gap-2">
      <Icon aria-hidden="true" className={`mt-0.5 flex-none ${className}`} />
      <span className="min-w-0">{children}</span>
    </li>
  );
}
