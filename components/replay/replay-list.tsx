import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Chip } from '#components/ui/chip.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { ReplayLine } from '#lib/replay/load.ts';
import { STATUS_TONE, share } from './shown.ts';

/** What was replayed, in words. */
export function Over({ settings, total }: Pick<ReplayLine, 'settings' | 'total'>) {
  const t = useTranslations('replay.list');
  if (settings.source === 'imported') return t('imported', { file: settings.file ?? '', total });
  if (settings.source === 'reviews') return t('reviews');
  return t('settings', { days: settings.days ?? 'none', most: settings.most });
}

export function ReplayList({ replays }: { replays: ReplayLine[] }) {
  const t = useTranslations('replay');
  if (replays.length === 0) return <p className="p-5 text-ink-2">{t('list.empty')}</p>;
  return (
    <ul>
      {replays.map(({ id, status, settings, report, done, total, by, createdAt, candidate, applied }) => (
        <li key={id} className="border-b last:border-0">
          <Link
            href={`/autopilot/replay/${id}`}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 px-5 py-3 hover:bg-hover"
          >
            <span className="font-medium">{t('list.open', { id })}</span>
            <Chip tone={STATUS_TONE[status]}>{t(`status.${status}`)}</Chip>
            {candidate && <Chip tone="line">{t(applied ? 'list.saved' : 'list.tries')}</Chip>}
            <span className="min-w-0 flex-1 basis-60 text-ink-2">
              <Over settings={settings} total={total} />
            </span>
            <span className="tabular-nums">
              {report
                ? t('list.sent', { share: share(report.sent, report.cases) })
                : t('progress.counts', { done, total })}
            </span>
            <span className="text-ink-3">
              <TimeAgo at={createdAt} /> {by && t('list.by', { name: by })}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
