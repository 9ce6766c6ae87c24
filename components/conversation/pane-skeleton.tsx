'use client';
import { useTranslations } from 'next-intl';
import { Skeleton } from '#components/ui/skeleton.tsx';

export function PaneSkeleton() {
  const t = useTranslations('common');
  return (
    <div role="status" aria-label={t('loading')} className="flex min-w-0 flex-1 flex-col">
      <div className="flex h-12 items-center border-b px-4">
        <Skeleton className="w-2/5" />
      </div>
      <div className="flex flex-col gap-3 px-7 py-[18px] max-md:px-3">
        {['w-3/5', 'w-4/5', 'w-1/2'].map((width) => (
          <div key={width} className="flex flex-col gap-2.5 rounded-xl border p-4">
            <Skeleton className="w-40" />
            <Skeleton className="w-full" />
            <Skeleton className={width} />
          </div>
        ))}
      </div>
    </div>
  );
}
