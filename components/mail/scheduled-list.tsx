import { Hand } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Avatar } from '#components/ui/avatar.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { ExactTime } from '#components/ui/exact-time.tsx';
import type { ScheduledRow } from '#lib/outbox/scheduled.ts';

/** What has not left yet, each in its conversation, where it can be hurried, moved or taken back. */
export function ScheduledList({ rows }: { rows: ScheduledRow[] }) {
  const t = useTranslations('mail');
  return (
    <ul className="divide-y divide-line border-y border-line">
      {rows.map((row) => (
        <li key={row.outboxId}>
          <Link
            href={`/inbox/open/${row.conversationId}` as Route}
            className="flex items-start gap-3 px-2 py-2.5 hover:bg-hover"
          >
            <Avatar name={row.contactName} />
            <span className="min-w-0 flex-1">
              <span className="flex items-center gap-2">
                <span className="min-w-0 truncate font-[550]">{row.contactName}</span>
                {row.heldBecause && (
                  <Chip tone="amber" icon={<Hand aria-hidden="true" />}>
                    {t('held')}
                  </Chip>
                )}
                <span className="ml-auto flex-none text-sm text-ink-3">
                  <ExactTime at={row.sendAt} />
                </span>
              </span>
              <span className="flex gap-2">
                <span className="min-w-0 flex-1 truncate">{row.subject || t('noSubject')}</span>
                {row.agentName && <span className="flex-none text-ink-3">{t('by', { name: row.agentName })}</span>}
              </span>
              <span className="block truncate text-ink-3">{row.preview}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
