'use client';
// Autopilot: one switch, the number from which replies send themselves, and the proof that the number is honest.
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useRef, useState, useTransition } from 'react';
import { toast } from 'sonner';
import { useLive } from '#components/shell/live.tsx';
import { Page } from '#components/shell/page.tsx';
import type { TopicRule } from '#db/schema/autopilot.ts';
import type { RuleInput, RuleView } from '#lib/autopilot/policy-rules.ts';
import type { Autopilot, AutopilotChange, TopicSetting } from '#lib/autopilot/settings.ts';
import type { CustomerSignals } from '#lib/autopilot/signals.ts';
import type { Reliability, TopicCounts } from '#lib/autopilot/stats.ts';
import type { Apply } from './apply.ts';
import { BudgetCard } from './budget-card.tsx';
import { type Cap, CapReached } from './cap-reached.tsx';
import { type Change, History } from './history.tsx';
import { LaneLine } from './lane-line.tsx';
import { ModeSwitch } from './mode-switch.tsx';
import { type Proof, stopAt } from './proof.ts';
import type { ReplayRule } from './rule-dialog.tsx';
import type { AskEffect } from './rule-effect.tsx';
import { RulesCard } from './rules-card.tsx';
import { SignalsLine } from './signals-line.tsx';
import { TopicTable } from './topic-table.tsx';
import { Tripped } from './tripped.tsx';
import { TrustCard } from './trust-card.tsx';

type Answer = Promise<{ error?: string }>;

const SETTLE_MS = 400;

export function AutopilotScreen({
  settings,
  cap,
  proof,
  carried,
  reliability,
  signals,
  rules,
  topics,
  counts,
  changes,
  mayChange,
  onChange,
  onRule,
  onTopicBudget,
  onSaveRule,
  onRemoveRule,
  onAskEffect,
  onReplayRule,
}: {
  settings: Autopilot;
  cap: Cap;
  proof: Proof;
  carried: ReactNode;
  reliability: Reliability;
  signals: CustomerSignals;
  rules: RuleView[];
  topics: TopicSetting[];
  counts: { days: number; rows: TopicCounts[] };
  changes: Change[];
  mayChange: boolean;
  onChange: (change: AutopilotChange) => Answer;
  onRule: (input: { topicId: number; rule: TopicRule }) => Answer;
  onTopicBudget: (input: { topicId: number; budget: number | null }) => Answer;
  onSaveRule: (input: { id: number | null; rule: RuleInput }) => Answer;
  onRemoveRule: (input: { id: number }) => Answer;
  onAskEffect: AskEffect;
  onReplayRule: (asked: Parameters<ReplayRule>[0]) => Promise<{ error?: string; id?: number }>;
}) {
  const t = useTranslations('autopilot');
  const common = useTranslations('common');
  const router = useRouter();
  const [busy, start] = useTransition();
  const [hoped, setHoped] = useState<Partial<Autopilot>>({});
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const shown = { ...settings, ...hoped };
  const earned = stopAt(proof, shown.budget)?.threshold ?? null;
  const threshold = earned === null ? null : Math.max(earned, Math.round((shown.threshold ?? 0) * 100));

  useLive((event) => {
    if (!/^(autopilot|review|ai)\.|^reload$/.test(event.type)) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => router.refresh(), SETTLE_MS);
  });

  const run = (work: () => Answer, done: string) =>
    new Promise<boolean>((resolve) => {
      start(async () => {
        const answer = await work().catch(() => ({ error: common('offline') }));
        setHoped({});
        toast(answer.error ?? done);
        resolve(!answer.error);
      });
    });
  const apply: Apply = (change, done) => {
    setHoped(defined(change));
    return run(() => onChange(change), done);
  };

  return (
    <Page
      title={t('title')}
      subtitle={<span className="max-lg:hidden">{t('subtitle')}</span>}
      width="wide"
      actions={<ModeSwitch settings={shown} proof={proof} disabled={!mayChange || busy} onApply={apply} />}
    >
      <p className="mb-4 text-ink-2">
        {shown.mode === 'on'
          ? threshold === null
            ? t('mode.onUnearned')
            : t('mode.onMeans', { n: threshold })
          : t(`mode.${shown.mode}Means`)}
        {proof.demo && <span className="text-ink-3"> {t('demo')}</span>}
        {!mayChange && <span className="text-ink-3"> {t('readOnly')}</span>}
      </p>
      <CapReached cap={cap} />
      <Tripped changes={changes} mode={shown.mode} />
      {carried}
      <div className="grid grid-cols-2 gap-4 max-lg:grid-cols-1">
        <BudgetCard settings={shown} proof={proof} mayChange={mayChange} busy={busy} onApply={apply} />
        <TrustCard
          reliability={reliability}
          threshold={threshold === null ? null : threshold / 100}
          settings={shown}
          mayChange={mayChange && !busy}
          onApply={apply}
        />
      </div>
      <TopicTable
        topics={topics}
        counts={counts}
        settings={shown}
        proof={proof}
        mayChange={mayChange && !busy}
        onBudget={(topic, budget) =>
          run(
            () => onTopicBudget({ topicId: topic.id, budget }),
            budget === null
              ? t('topics.budgetCleared', { topic: topic.name })
              : t('topics.budgetSaved', { topic: topic.name, n: budget }),
          )
        }
        onRule={(topic, rule) =>
          run(
            () => onRule({ topicId: topic.id, rule }),
            t('topics.saved', { topic: topic.name, rule: t(`topics.rule.${rule}`) }),
          )
        }
      />
      <LaneLine settings={shown} mayChange={mayChange && !busy} onApply={apply} />
      <SignalsLine signals={signals} />
      <RulesCard
        rules={rules}
        topics={topics}
        mayChange={mayChange && !busy}
        onAsk={onAskEffect}
        onReplay={async (asked) => {
          const { id, error } = await onReplayRule(asked).catch(() => ({ id: undefined, error: common('offline') }));
          if (id === undefined) toast(error);
          else router.push(`/autopilot/replay/${id}`);
        }}
        onSave={(id, rule) => run(() => onSaveRule({ id, rule }), t('rules.saved', { name: rule.name }))}
        onRemove={(rule) => run(() => onRemoveRule({ id: rule.id }), t('rules.removed', { name: rule.name }))}
      />
      <History changes={changes} topics={topics} />
    </Page>
  );
}

function defined(change: AutopilotChange): Partial<Autopilot> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
