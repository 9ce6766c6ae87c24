'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Avatar } from '#components/ui/avatar.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { TopicSetting } from '#lib/autopilot/settings.ts';

export type Change = {
  id: number;
  field: string;
  before: string | null;
  after: string | null;
  createdAt: string;
  agentName: string | null;
  /** `drift:changed:judged:budget` when the breaker did it. */
  reason: string | null;
};

const AT_FIRST = 6;

/** Every change of what the AI may do: who, when, from what to what. */
export function History({ changes, topics }: { changes: Change[]; topics: TopicSetting[] }) {
  const t = useTranslations('autopilot');
  const [all, setAll] = useState(false);
  const shown = all ? changes : changes.slice(0, AT_FIRST);
  return (
    <Card className="mt-4 px-5 py-[18px]">
      <h2 className="text-md">{t('history.title')}</h2>
      {changes.length === 0 && <p className="mt-1 text-ink-3">{t('history.empty')}</p>}
      <ul className="mt-1">
        {shown.map((change) => (
          <li key={change.id} className="flex items-center gap-2 border-b py-2 last:border-0">
            <Avatar name={change.agentName ?? '?'} size={20} />
            <div className="min-w-0 flex-1">
              {inWords(change)}
              {change.field === 'guidance' && (
                <div className="mt-1 grid grid-cols-2 gap-3 max-sm:grid-cols-1">
                  {(['before', 'after'] as const).map((side) => (
                    <details key={side} className="min-w-0 text-ink-2">
                      <summary>{t(side === 'before' ? 'history.was' : 'history.became')}</summary>
                      <p className="break-words whitespace-pre-line">{change[side] ?? t('history.nothingSaid')}</p>
                    </details>
                  ))}
                </div>
              )}
            </div>
            <TimeAgo at={change.createdAt} className="text-ink-3" />
          </li>
        ))}
      </ul>
      {!all && changes.length > AT_FIRST && (
        <Button variant="ghost" size="sm" className="mt-1 -ml-2" onClick={() => setAll(true)}>
          {t('history.more')}
        </Button>
      )}
    </Card>
  );

  function inWords({ field, before, after, agentName, reason }: Change): string {
    const [code, changed, judged, budget] = (reason ?? '').split(':');
    if (code === 'drift') {
      const key = /^topic:(.+)$/.exec(field)?.[1];
      const where = key ? (topics.find((one) => one.key === key)?.name ?? key) : t('title');
      return t('history.drift', { where, changed: Number(changed), judged: Number(judged), budget: Number(budget) });
    }
    const who = agentName ?? t('history.somebody');
    const ruleName = /^rule:(.+)$/.exec(field)?.[1];
    if (ruleName) return t('history.rule', { who, name: ruleName, before: action(before), after: action(after) });
    if (field === 'guidance') return t('history.guidance', { who });
    if (field === 'budget') return t('history.budget', { who, before: oneIn(before), after: oneIn(after) });
    const budgetOf = /^topicBudget:(.+)$/.exec(field)?.[1];
    if (budgetOf) {
      const topic = topics.find((one) => one.key === budgetOf)?.name ?? budgetOf;
      return t('history.topicBudget', { who, topic, before: oneIn(before), after: oneIn(after) });
    }
    const key = /^topic:(.+)$/.exec(field)?.[1];
    if (key) {
      const topic = topics.find((one) => one.key === key)?.name ?? key;
      return t('history.topic', { who, topic, before: rule(before), after: rule(after) });
    }
    if (field === 'mode') return t('history.mode', { who, before: mode(before), after: mode(after) });
    if (field === 'delayMinutes') return t('history.delayMinutes', { who, before: before ?? '0', after: after ?? '0' });
    const known = field === 'threshold' || field === 'spotCheckShare' || field === 'auditShare';
    return known ? t(`history.${field}`, { who, before: share(before), after: share(after) }) : field;
  }
  function mode(value: string | null): string {
    return value && t.has(`mode.${value}`) ? t(`mode.${value}`) : t('history.nothing');
  }
  function rule(value: string | null): string {
    return value && t.has(`topics.rule.${value}`) ? t(`topics.rule.${value}`) : t('history.nothing');
  }
  function action(value: string | null): string {
    return value && t.has(`rules.action.${value}`) ? t(`rules.action.${value}`) : t('history.nothing');
  }
  function oneIn(value: string | null): string {
    return value ? t('budget.oneIn', { n: Number(value) }) : t('history.sameAsAll');
  }
  function share(value: string | null): string {
    return value === null ? t('history.nothing') : `${Math.round(Number(value) * 100)}%`;
  }
}
