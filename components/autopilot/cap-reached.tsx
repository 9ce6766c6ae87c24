import { Coins } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';

/** US dollars of this calendar month; `null`: the limit is not reached, or there is none. */
export type Cap = { costUsd: number; capUsd: number } | null;

/** The model's monthly limit is reached, so Autopilot only suggests whatever its switch says. */
export function CapReached({ cap }: { cap: Cap }) {
  const t = useTranslations('autopilot.cap');
  if (!cap) return null;
  return (
    <div role="status" className="mb-4 flex items-start gap-2.5 rounded-xl border border-amber bg-amber-wash px-4 py-3">
      <Coins aria-hidden="true" className="mt-[3px] flex-none text-amber" />
      <div>
        <p className="font-[550]">{t('title')}</p>
        <p className="text-ink-2 tabular-nums">
          {t('body', { cost: cap.costUsd.toFixed(2), cap: cap.capUsd.toFixed(2) })}{' '}
          <Link href={'/settings/ai' as Route} className="underline underline-offset-2 hover:text-ink">
            {t('settings')}
          </Link>
        </p>
      </div>
    </div>
  );
}
