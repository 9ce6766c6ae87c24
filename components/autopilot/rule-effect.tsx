'use client';
import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { RuleEffect as Effect } from '#lib/ai/rule-effect.ts';
import type { RuleInput } from '#lib/autopilot/policy-rules.ts';

export type AskEffect = (input: { id: number | null; rule: RuleInput }) => Promise<Effect | { error: string }>;

const SETTLE_MS = 400;

/** What would have changed in the last 30 days, counted while somebody writes the rule. */
export function RuleEffect({ id, rule, onAsk }: { id: number | null; rule: RuleInput; onAsk: AskEffect }) {
  const t = useTranslations('autopilot.rules.effect');
  const [effect, setEffect] = useState<Effect | { error: string } | null>(null);
  const { name: _, ...counted } = rule;
  const key = JSON.stringify(counted);
  useEffect(() => {
    let late = false;
    const timer = setTimeout(() => {
      const asked = { ...(JSON.parse(key) as Omit<RuleInput, 'name'>), name: '' };
      onAsk({ id, rule: asked })
        .catch(() => ({ error: '' }))
        .then((found) => {
          if (!late) setEffect(found);
        });
    }, SETTLE_MS);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [key, id, onAsk]);
  return (
    <section aria-live="polite" aria-label={t('title')} className="col-span-full rounded-lg bg-sunken px-3 py-2.5">
      <h3 className="font-medium">{t('title')}</h3>
      {effect === null && <p className="text-ink-3">{t('counting')}</p>}
      {effect && 'error' in effect && <p className="text-ink-3">{effect.error || t('unknown')}</p>}
      {effect && 'total' in effect && (
        <>
          <p className="text-ink-2 tabular-nums">
            {t('matched', { matched: effect.matched, total: effect.total, days: effect.days })}{' '}
            {effect.moves.length === 0 && t('nothing')}
          </p>
          <ul className="mt-1 flex flex-col gap-0.5 tabular-nums">
            {effect.moves.map(({ from, to, n }) => (
              <li key={`${from}-${to}`} className="font-medium">
                {t('move', { n, from: t(`from.${from}`), to: t(`to.${to}`) })}
              </li>
            ))}
          </ul>
          {effect.examples.length > 0 && (
            <ul className="mt-1.5 flex flex-col gap-0.5 border-t pt-1.5 text-sm text-ink-2">
              {effect.examples.map((one) => (
                <li key={`${one.conversationId}-${one.at}`} className="flex min-w-0 items-baseline gap-2">
                  <Link
                    href={`/inbox/open/${one.conversationId}` as Route}
                    target="_blank"
                    className="min-w-0 flex-1 truncate py-0.5 leading-6 hover:text-ink hover:underline"
                  >
                    {one.contactName}: {one.subject}
                  </Link>
                  <TimeAgo at={one.at} className="text-ink-3" />
                </li>
              ))}
            </ul>
          )}
          {effect.askedAgain !== null && (
            <p className="mt-1 text-sm text-ink-3">{t('askedAgain', { n: effect.askedAgain })}</p>
          )}
        </>
      )}
    </section>
  );
}
