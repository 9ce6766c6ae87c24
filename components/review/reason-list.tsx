'use client';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Reason } from '#db/schema/ai.ts';
import { reasonIcon } from './main-chip.tsx';

/** The gate's reasons in words: what stops it, what to look at, what was checked and is fine. */
export function ReasonList({ reasons }: { reasons: Reason[] }) {
  const t = useTranslations('review.why');
  return (
    <ul aria-label={t('reasons')}>
      {reasons.map((reason) => (
        <li key={reason.code} className="grid grid-cols-[16px_1fr] items-start gap-2 py-[5px] leading-[1.4]">
          <ReasonIcon reason={reason} />
          <ReasonWords reason={reason} />
        </li>
      ))}
    </ul>
  );
}

function ReasonIcon({ reason: { code, tone } }: { reason: Reason }) {
  if (tone === 'ok') return <CircleCheck className="mt-0.5 text-pine" />;
  if (tone === 'warn' && (code.startsWith('mode_') || code === 'below_threshold'))
    return <CircleAlert className="mt-0.5 text-amber" />;
  const Icon = reasonIcon(code);
  return <Icon className={`mt-0.5 ${code === 'spot_check' ? 'text-ink-3' : 'text-amber'}`} />;
}

export function ReasonWords({ reason: { code, tone, data } }: { reason: Reason }) {
  const words = useTranslations('reasons');
  if (!words.has(`${code}.title`)) return <span>{code}</span>;
  const title = words(`${code}.title`, data);
  if (tone === 'ok') return <span className="text-ink-2">{title}</span>;
  return (
    <span>
      <span className="font-[550]">{title}.</span> <span className="text-ink-2">{words(`${code}.body`, data)}</span>
    </span>
  );
}
