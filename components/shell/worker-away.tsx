'use client';
// Nothing happens by itself while no worker lives, so no event tells of it: this asks now and then.
import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { WorkerState } from '#lib/jobs/pulse.ts';

const ASK_EVERY_MS = 20_000;

export function WorkerAway({ initial }: { initial: WorkerState }) {
  const t = useTranslations('shell.worker');
  const { seenAt, away } = useWorker(initial);
  return (
    <div role="status" className="flex-none">
      {away && (
        <div className="flex min-h-8 items-start gap-x-2.5 border-b bg-rose-wash px-4 py-1.5 text-sm text-ink-2">
          <CircleAlert aria-hidden="true" className="mt-0.5 flex-none text-rose" />
          <p>
            <span className="mr-2.5 text-ink">
              {seenAt ? t.rich('away', { ago: () => <TimeAgo at={seenAt} /> }) : t('never')}
            </span>
            {t('safe')}
          </p>
        </div>
      )}
    </div>
  );
}

type Seen = { seenAt: string | Date | null; away: boolean };

function useWorker(initial: WorkerState): Seen {
  const [seen, setSeen] = useState<Seen>(initial);
  useEffect(() => setSeen(initial), [initial]);
  useEffect(() => {
    const look = async () => {
      if (document.hidden) return;
      const response = await fetch('/api/ready', { cache: 'no-store' }).catch(() => null);
      const said = (await response?.json().catch(() => null)) as {
        worker?: string;
        workerSeenAt?: string | null;
      } | null;
      if (said?.worker) setSeen({ away: said.worker === 'away', seenAt: said.workerSeenAt ?? null });
    };
    const timer = setInterval(() => void look(), ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return seen;
}
