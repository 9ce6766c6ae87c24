'use client';
import { MessageCircleQuestion } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { CustomerSignals } from '#lib/autopilot/signals.ts';

/** What customers did after replies that nobody had looked at: a hint, kept apart from what reviewers decided. */
export function SignalsLine({ signals }: { signals: CustomerSignals }) {
  const t = useTranslations('autopilot.signals');
  if (signals.sent === 0) return null;
  return (
    <p className="mt-3 flex items-start gap-2 px-1 text-ink-3">
      <MessageCircleQuestion className="mt-[3px] flex-none" />
      <span>{t('line', signals)}</span>
    </p>
  );
}
