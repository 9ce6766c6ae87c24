'use client';
import { useTranslations } from 'next-intl';
import { Card } from '#components/ui/card.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { Select } from '#components/ui/input.tsx';
import type { TopicRule } from '#db/schema/autopilot.ts';
import type { TopicNeeds } from '#lib/autopilot/needs.ts';
import type { Autopilot, TopicSetting } from '#lib/autopilot/settings.ts';
import type { TopicCounts } from '#lib/autopilot/stats.ts';
import { percent } from './percent.ts';
import type { Proof } from './proof.ts';
import { ReplayLink } from './replay-link.tsx';
import { Legend, WhoBar } from './who-bar.tsx';

const RULES: TopicRule[] = ['default', 'always_ask', 'person'];
const TONE = { default: 'iris', always_ask: 'amber', person: 'pine' } as const;

type Row = { topic: TopicSetting | null; counts: TopicCounts | undefined };

/** What the AI may do by topic, and who answered there lately. */
export function TopicTable({
  topics,
  counts,
  settings,
  proof,
  mayChange,
  onRule,
  onBudget,
}: {
  topics: TopicSetting[];
  counts: { days: number; rows: TopicCounts[] };
  settings: Autopilot;
  proof: Proof;
  mayChange: boolean;
  onRule: (topic: TopicSetting, rule: TopicRule) => void;
  onBudget: (topic: TopicSetting, budget: number | null) => void;
}) {
  const t = useTranslations('autopilot.topics');
  const byKey = new Map(counts.rows.map((row) => [row.topic, row]));
  const rows: Row[] = topics
    .map((topic): Row => ({ topic, counts: byKey.get(topic.key) }))
    .sort((a, b) => (b.counts?.total ?? 0) - (a.counts?.total ?? 0));
  const none = byKey.get(null);
  if (none) rows.push({ topic: null, counts: none });
  return (
    <Card className="mt-4 px-5 py-[18px]">
      <div className="flex flex-wrap items-baseline gap-x-2">
        <h2 className="text-md">{t('title')}</h2>
        <span className="min-w-0 flex-1 text-ink-3">{t('hint')}</span>
        <ReplayLink />
      </div>
      {rows.length === 0 ? (
        <p className="py-6 text-center text-ink-3">{t('empty')}</p>
      ) : (
        <div className="-mx-5 overflow-x-auto px-5">
          <table className="mt-1.5 w-full min-w-[760px] border-collapse">
            <thead>
              <tr className="border-b text-left text-xs text-ink-3 [&>th]:py-2 [&>th]:font-medium">
                <th>{t('topic')}</th>
                <th>{t('may')}</th>
                <th className="pr-4">
                  {t('days', { days: counts.days })} <Legend />
                </th>
                <th>{t('budget')}</th>
                <th className="text-right">{t('needed')}</th>
                <th className="pl-4 text-right">{t('changed')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ topic, counts: n }) => (
                <tr key={topic?.id ?? 'none'} className="border-b last:border-0 [&>td]:py-1.5">
                  <th scope="row" className="py-1.5 pr-4 text-left font-[550]">
                    {topic?.name ?? <span className="text-ink-3">{t('none')}</span>}
                  </th>
                  <td className="w-40 pr-4">
                    {topic ? (
                      <Rule topic={topic} mayChange={mayChange} onRule={(rule) => onRule(topic, rule)} />
                    ) : (
                      <Chip tone="iris">{t('rule.default')}</Chip>
                    )}
                  </td>
                  <td className="pr-4">
                    <WhoBar counts={n} name={topic?.name ?? t('none')} />
                  </td>
                  <td className="w-42 pr-4">
                    {topic && topic.rule === 'default' && (
                      <OwnBudget
                        topic={topic}
                        workspace={settings.budget}
                        budgets={proof.consequences.stops.map((stop) => stop.budget)}
                        mayChange={mayChange}
                        onBudget={(budget) => onBudget(topic, budget)}
                      />
                    )}
                  </td>
                  <td className="text-right tabular-nums">
                    <Needed rule={topic?.rule ?? 'default'} needs={proof.needs[topic?.key ?? '']} />
                  </td>
                  <td className="text-right tabular-nums">
                    <Changed needs={proof.needs[topic?.key ?? '']} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

function Rule({
  topic,
  mayChange,
  onRule,
}: {
  topic: TopicSetting;
  mayChange: boolean;
  onRule: (rule: TopicRule) => void;
}) {
  const t = useTranslations('autopilot.topics');
  if (!mayChange) return <Chip tone={TONE[topic.rule]}>{t(`rule.${topic.rule}`)}</Chip>;
  return (
    <Select
      aria-label={t('ruleFor', { topic: topic.name })}
      value={topic.rule}
      onChange={(event) => {
        const rule = RULES.find((one) => one === event.target.value);
        if (rule) onRule(rule);
      }}
    >
      {RULES.map((rule) => (
        <option key={rule} value={rule}>
          {t(`rule.${rule}`)}
        </option>
      ))}
    </Select>
  );
}

/** Of the replies that are sure enough to leave by themselves: what reviewers changed. */
function Changed({ needs }: { needs: TopicNeeds | undefined }) {
  const t = useTranslations('autopilot.topics');
  if (!needs || needs.threshold === null || needs.judged === 0) return <span className="text-ink-3">–</span>;
  const { changed, judged } = needs;
  return <span title={t('changedOf', { changed, judged })}>{percent(changed / judged)}%</span>;
}

function OwnBudget({
  topic,
  workspace,
  budgets,
  mayChange,
  onBudget,
}: {
  topic: TopicSetting;
  workspace: number;
  budgets: number[];
  mayChange: boolean;
  onBudget: (budget: number | null) => void;
}) {
  const t = useTranslations('autopilot.topics');
  const shared = t('budgetShared', { n: workspace });
  if (!mayChange)
    return <span className="text-ink-3">{topic.budget === null ? shared : t('budgetOwn', { n: topic.budget })}</span>;
  return (
    <Select
      aria-label={t('budgetFor', { topic: topic.name })}
      value={topic.budget ?? ''}
      onChange={({ target }) => onBudget(target.value ? Number(target.value) : null)}
    >
      <option value="">{shared}</option>
      {budgets.map((budget) => (
        <option key={budget} value={budget}>
          {t('budgetOwn', { n: budget })}
        </option>
      ))}
    </Select>
  );
}

function Needed({ rule, needs }: { rule: TopicRule; needs: TopicNeeds | undefined }) {
  const t = useTranslations('autopilot.topics');
  if (rule !== 'default') return <span className="text-ink-3">{t('never')}</span>;
  const { threshold, why, judged = 0, changed = 0, pooled } = needs ?? { threshold: null, why: 'topic_few' as const };
  if (threshold === null)
    return (
      <span className="text-ink-3" title={t(`why.${why ?? 'not_earned'}`, { judged, changed })}>
        {t(`short.${why ?? 'not_earned'}`)}
      </span>
    );
  return (
    <span title={pooled ? t('pooled', { judged, changed }) : t('byItself', { judged, changed })}>{threshold}%</span>
  );
}
