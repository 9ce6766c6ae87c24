'use client';
import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Chip } from '#components/ui/chip.tsx';
import type { RuleInput, RuleView } from '#lib/autopilot/policy-rules.ts';
import type { TopicSetting } from '#lib/autopilot/settings.ts';
import { type ReplayRule, RuleDialog } from './rule-dialog.tsx';
import type { AskEffect } from './rule-effect.tsx';
import { conditionsInWords } from './rule-words.ts';

const TONE = { send: 'iris', review: 'amber', suggest: 'pine', person: 'pine' } as const;

/** The team's own rules, each with what it did in the last 30 days. */
export function RulesCard({
  rules,
  topics,
  mayChange,
  onSave,
  onRemove,
  onAsk,
  onReplay,
}: {
  rules: RuleView[];
  topics: TopicSetting[];
  mayChange: boolean;
  onSave: (id: number | null, rule: RuleInput) => Promise<boolean>;
  onRemove: (rule: RuleView) => Promise<boolean>;
  onAsk: AskEffect;
  onReplay: ReplayRule;
}) {
  const t = useTranslations('autopilot.rules');
  const [editing, setEditing] = useState<RuleView | 'new' | null>(null);
  const nameOf = (key: string) => topics.find((topic) => topic.key === key)?.name ?? key;
  const words = (key: string, values?: Record<string, string>) => t(key as 'or', values);
  return (
    <Card className="mt-4 px-5 py-[18px]">
      <div className="flex flex-wrap items-center gap-x-2">
        <h2 className="text-md">{t('title')}</h2>
        <span className="min-w-0 flex-1 text-ink-3">{t('hint')}</span>
        {mayChange && (
          <Button size="sm" onClick={() => setEditing('new')}>
            <Plus />
            {t('add')}
          </Button>
        )}
      </div>
      {rules.length === 0 && <p className="mt-1 max-w-[70ch] text-ink-3">{t('empty')}</p>}
      <ul className="mt-1">
        {rules.map((rule) => (
          <li key={rule.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b py-2 last:border-0">
            <div className="min-w-0 flex-1 basis-64">
              <p className="font-[550]">{rule.name}</p>
              <p className="text-ink-2">{t('if', { when: conditionsInWords(rule.conditions, words, nameOf) })}</p>
            </div>
            <Chip tone={rule.enabled ? TONE[rule.action] : 'neutral'}>
              {rule.enabled ? t(`action.${rule.action}`) : t('off')}
            </Chip>
            <span className="text-ink-3 tabular-nums">{t('did', { matched: rule.matched, sent: rule.sent })}</span>
            {mayChange && (
              <Button
                variant="ghost"
                size="sm"
                aria-label={t('editNamed', { name: rule.name })}
                onClick={() => setEditing(rule)}
              >
                {t('edit')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {editing && (
        <RuleDialog
          rule={editing === 'new' ? null : editing}
          topics={topics}
          onAsk={onAsk}
          onReplay={onReplay}
          onClose={() => setEditing(null)}
          onSave={async (rule) => {
            if (await onSave(editing === 'new' ? null : editing.id, rule)) setEditing(null);
          }}
          onRemove={
            editing === 'new'
              ? null
              : async () => {
                  if (await onRemove(editing)) setEditing(null);
                }
          }
        />
      )}
    </Card>
  );
}
