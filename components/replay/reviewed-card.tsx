import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Card } from '#components/ui/card.tsx';
import type { ReplayReport } from '#lib/replay/report.ts';

/** Over reviews: how many of them speak for the new answerer. @param whole it reached its end. */
export function ReviewedCard({ reviewed, whole }: { reviewed: NonNullable<ReplayReport['reviewed']>; whole: boolean }) {
  const t = useTranslations('replay.reviewed');
  return (
    <Card className="mb-4 px-5 py-[18px]">
      <h2 className="text-md">{t('title')}</h2>
      <p className="mt-1 max-w-[80ch]">{whole ? t('line', reviewed) : t('partly')}</p>
      {whole && (
        <p className="mt-1 text-ink-2">
          <Link href="/autopilot" className="underline underline-offset-2">
            {t('where')}
          </Link>
        </p>
      )}
    </Card>
  );
}
