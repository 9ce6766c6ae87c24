'use client';
import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { AutopilotMode } from '#db/schema/ai.ts';
import type { Change } from './history.tsx';

/** Autopilot took the wheel away from the AI: says why, until the owner turns it on again. */
export function Tripped({ changes, mode }: { changes: Change[]; mode: AutopilotMode }) {
  const t = useTranslations('autopilot.tripped');
  const last = changes.find(({ field }) => field === 'mode');
  const [code, changed, judged, budget] = (last?.reason ?? '').split(':');
  if (mode === 'on' || code !== 'drift' || !last) return null;
  return (
    <div role="status" className="mb-4 flex items-start gap-2.5 rounded-xl border border-amber bg-amber-wash px-4 py-3">
      <TriangleAlert className="mt-[3px] flex-none text-amber" />
      <div>
        <p className="font-[550]">{t('title')}</p>
        <p className="text-ink-2">
          {t('body', { changed: Number(changed), judged: Number(judged), budget: Number(budget) })}
        </p>
      </div>
    </div>
  );
}
