import { Sparkles } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Avatar } from '#components/ui/avatar.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { CapturedRow } from '#lib/outbox/captured.ts';

export function CapturedList({ rows }: { rows: CapturedRow[] }) {
  const t = useTranslations('mail');
  return (
    <ul className="divide-y divide-line border-y border-line">
      {rows.map((row) => (
        <li key={row.id}>
          <Link href={`/mail/${row.id}` as Route} className="flex items-start gap-3 px-2 py-2.5 hover:bg-hover">
            <Avatar name={row.to.name || row.to.address} />
            <span className="min-w-0 flex-1">
              <span className="flex items-center gap-2">
                <span className="min-w-0 truncate font-[550]">{row.to.name || row.to.address}</span>
                {row.alone && (
                  <Chip tone="iris" icon={<Sparkles aria-hidden="true" />}>
                    {t('alone')}
                  </Chip>
                )}
                <span className="ml-auto flex-none text-sm text-ink-3">
                  <TimeAgo at={row.at} />
                </span>
              </span>
              <span className="block truncate">{row.subject || t('noSubject')}</span>
              <span className="block truncate text-ink-3">{row.preview}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
