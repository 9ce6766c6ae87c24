import { ArrowRightLeft } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { buttonClass } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import type { Carried, Former } from '#lib/autopilot/carried.ts';

/** Reviews of former answerers: what a replay carried over, or what it could. Null when there are none. */
export function CarriedLine({
  carried,
  former,
  mayStart,
}: {
  carried: (Carried & { used: boolean }) | null;
  former: Former;
  mayStart: boolean;
}) {
  const t = useTranslations('autopilot.carried');
  const format = useFormatter();
  if (!carried && former.reviews === 0) return null;
  return (
    <Card className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2 px-5 py-3">
      <ArrowRightLeft aria-hidden="true" className="size-[14px] flex-none text-ink-3" />
      <p className="min-w-0 flex-1 basis-64 break-words text-ink-2">
        {carried ? (
          <>
            {t.rich(carried.used ? 'line' : 'notUsed', {
              n: carried.reviews,
              all: carried.reviews + carried.unknown,
              from: names(carried.from),
              link: () => (
                <Link href={`/autopilot/replay/${carried.replayId}`} className="underline underline-offset-2">
                  {t('replay', { date: format.dateTime(new Date(carried.at), { dateStyle: 'medium' }) })}
                </Link>
              ),
            })}{' '}
            {carried.used && carried.unknown > 0 && t('unknown', { n: carried.unknown })}
          </>
        ) : (
          t('offer', { n: former.reviews, from: names(former.from) })
        )}
      </p>
      {!carried && mayStart && (
        <Link href="/autopilot/replay?over=reviews" className={buttonClass({ size: 'sm' })}>
          {t('start')}
        </Link>
      )}
    </Card>
  );
}

/** Provider and model; the version and the prompt's mark behind them tell a reader nothing. */
function names(answerers: string[]): string {
  return [...new Set(answerers.map((key) => key.split(':').slice(0, 2).join(':')))].join(', ');
}
