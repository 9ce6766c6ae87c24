'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import type { AiEngine } from '#db/schema/workspace.ts';
import type { ReplayLine } from '#lib/replay/load.ts';

type Candidate = NonNullable<ReplayLine['candidate']>;
type Part = 'engine' | 'guidance' | 'rules' | 'budget' | 'topics' | 'knowledge';

/** What is tried, and the button that saves exactly that. @param changed what somebody else has changed since the replay began. */
export function CandidateCard({
  replay,
  candidate,
  changed,
  onSave,
}: {
  replay: ReplayLine;
  candidate: Candidate;
  changed: Part[];
  /** Null: not this agent's to save. */
  onSave: (() => Promise<{ error?: string }>) | null;
}) {
  const t = useTranslations('replay.candidate');
  const { applied, status } = replay;
  const settings = changed.filter((part) => part !== 'knowledge');
  return (
    <Card className="mb-4 flex flex-col gap-2 px-5 py-[18px]">
      <h2 className="text-md">{t('title')}</h2>
      <What candidate={candidate} />
      {(candidate.engine || candidate.guidance !== undefined) && replay.settings.source !== 'reviews' && (
        <p className="max-w-[80ch] text-ink-3">{t('thresholds')}</p>
      )}
      {!applied && changed.includes('knowledge') && <p className="text-amber">{t('articles')}</p>}
      {applied ? (
        <p className="font-medium text-pine">{t('savedBy', { by: applied.by ?? 'none' })}</p>
      ) : status === 'cancelled' || status === 'failed' ? (
        <p className="text-ink-2">{t('ended')}</p>
      ) : settings.length > 0 ? (
        <p className="text-amber">{t('changed', { parts: settings.map((part) => t(`part.${part}`)).join(', ') })}</p>
      ) : status !== 'done' ? (
        <p className="text-ink-3">{t('notDone')}</p>
      ) : onSave ? (
        <Save onSave={onSave} />
      ) : (
        <p className="text-ink-3">{t('onlyAdmins')}</p>
      )}
    </Card>
  );
}

function What({ candidate: { engine, guidance, rule, budget } }: { candidate: Candidate }) {
  const t = useTranslations('replay.candidate');
  const rules = useTranslations('autopilot.rules');
  return (
    <ul className="flex flex-col gap-1">
      {engine && <li className="break-words">{t('engine', { after: nameOf(engine) })}</li>}
      {guidance !== undefined && (
        <li>
          {t('guidance')}
          <p className="mt-0.5 border-l-[3px] border-line-2 pl-3 break-words whitespace-pre-line">
            {guidance || t('guidanceNone')}
          </p>
        </li>
      )}
      {rule && (
        <li className="break-words">
          {rule.rule === null
            ? t('ruleGone', { name: rule.name ?? '' })
            : rule.rule.enabled
              ? t(rule.id === null ? 'ruleNew' : 'ruleChanged', {
                  name: rule.rule.name,
                  action: rules(`action.${rule.rule.action}`),
                })
              : t('ruleOff', { name: rule.rule.name })}
        </li>
      )}
      {budget !== undefined && <li>{t('budget', { n: budget })}</li>}
    </ul>
  );
}

function nameOf({ provider, model, baseUrl }: AiEngine): string {
  return [provider, model, baseUrl].filter(Boolean).join(' · ');
}

function Save({ onSave }: { onSave: () => Promise<{ error?: string }> }) {
  const t = useTranslations('replay.candidate');
  const common = useTranslations('common');
  const router = useRouter();
  const [busy, start] = useTransition();
  return (
    <div>
      <Button
        variant="primary"
        disabled={busy}
        onClick={() =>
          start(async () => {
            const { error } = await onSave().catch(() => ({ error: common('offline') }));
            if (error) toast.error(error);
            else toast.success(t('saved'));
            router.refresh();
          })
        }
      >
        {busy ? t('saving') : t('save')}
      </Button>
    </div>
  );
}
