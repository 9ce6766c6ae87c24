'use client';
// Autopilot: one switch, the number from which replies send themselves, and the proof that the number is honest.
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef, useState, useTransition } from 'react';
import { toast } from 'sonner';
import { useLive } from '#components/shell/live.tsx';
import { Page } from '#components/shell/page.tsx';
import type { TopicRule } from '#db/schema/ai.ts';
import type { Autopilot, AutopilotChange, TopicSetting } from '#lib/autopilot/settings.ts';
import type { ReliabilityBin, TopicCounts } from '#lib/autopilot/stats.ts';
import type { Apply } from './apply.ts';
import type { Curve } from './curve.ts';
import { type Change, History } from './history.tsx';
import { ModeSwitch } from './mode-switch.tsx';
import { ThresholdCard } from './threshold-card.tsx';
import { TopicTable } from './topic-table.tsx';
import { TrustCard } from './trust-card.tsx';

type Answer = Promise<{ error?: string }>;

const SETTLE_MS = 400;

export function AutopilotScreen({
  settings,
  curve,
  bins,
  topics,
  counts,
  changes,
  mayChange,
  onChange,
  onRule,
}: {
  settings: Autopilot;
  curve: Curve;
  bins: ReliabilityBin[];
  topics: TopicSetting[];
  counts: { days: number; rows: TopicCounts[] };
  changes: Change[];
  mayChange: boolean;
  onChange: (change: AutopilotChange) => Answer;
  onRule: (input: { topicId: number; rule: TopicRule }) => Answer;
}) {
  const t = useTranslations('autopilot');
  const common = useTranslations('common');
  const router = useRouter();
  const [busy, start] = useTransition();
  const [hoped, setHoped] = useState<Partial<Autopilot>>({});
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const shown = { ...settings, ...hoped };

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
      actions={<ModeSwitch settings={shown} curve={curve} disabled={!mayChange || busy} onApply={apply} />}
    >
      <p className="mb-4 text-ink-2">
        {shown.mode === 'on'
          ? t('mode.onMeans', { n: Math.round((shown.threshold ?? 1) * 100) })
          : t(`mode.${shown.mode}Means`)}
        {!mayChange && <span className="text-ink-3"> {t('readOnly')}</span>}
      </p>
      <div className="grid grid-cols-2 gap-4 max-lg:grid-cols-1">
        <ThresholdCard settings={shown} curve={curve} mayChange={mayChange} busy={busy} onApply={apply} />
        <TrustCard
          bins={bins}
          threshold={shown.mode === 'on' ? shown.threshold : null}
          spotCheckShare={shown.spotCheckShare}
          mayChange={mayChange && !busy}
          onApply={apply}
        />
      </div>
      <TopicTable
        topics={topics}
        counts={counts}
        settings={shown}
        mayChange={mayChange && !busy}
        onRule={(topic, rule) =>
          run(
            () => onRule({ topicId: topic.id, rule }),
            t('topics.saved', { topic: topic.name, rule: t(`topics.rule.${rule}`) }),
          )
        }
      />
      <History changes={changes} topics={topics} />
    </Page>
  );
}

function defined(change: AutopilotChange): Partial<Autopilot> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
