import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { StageView, StoredText } from '#lib/ai/stage-view.ts';
import { dollars } from './dollars.ts';
import { WhySection } from './section.tsx';
import { StageSentence } from './stage-sentence.tsx';

/** The run as a time line: each step where it began and how long it took; opened, what went in and what came out. */
export function Stages({ stages, totalMs }: { stages: StageView[]; totalMs: number }) {
  const t = useTranslations('why.stages');
  const span = Math.max(
    stages.reduce((sum, { ms }) => sum + ms, 0),
    0.1,
  );
  let begun = 0;
  return (
    <WhySection title={t('title')}>
      <p className="mb-2 text-ink-3">{t(stages.length > 0 ? 'hint' : 'none')}</p>
      <ol className="divide-y overflow-hidden rounded-xl border">
        {stages.map((stage, index) => {
          const left = (begun / span) * 100;
          begun += stage.ms;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a stored list that never changes
            <li key={index}>
              <details className="group">
                <summary className="flex items-start gap-2 px-4 py-2.5 hover:bg-hover [&::-webkit-details-marker]:hidden">
                  <ChevronRight className="mt-0.5 flex-none text-ink-3 transition-transform group-open:rotate-90" />
                  <span className="min-w-0 flex-1">
                    <span className="flex flex-wrap items-baseline gap-x-2">
                      <span className="font-semibold">{t(`${stage.stage}.name`)}</span>
                      <span className="min-w-0 text-ink-3">{t(`${stage.stage}.does`)}</span>
                      <span className="ml-auto text-ink-2 tabular-nums">{costOf(stage, t)}</span>
                    </span>
                    <StageSentence stage={stage} />
                    <span aria-hidden="true" className="relative mt-1.5 block h-1 rounded-full bg-sunken">
                      <span
                        className="absolute inset-y-0 min-w-1 rounded-full bg-iris-2"
                        style={{ left: `${Math.min(left, 99)}%`, width: `${(stage.ms / span) * 100}%` }}
                      />
                    </span>
                  </span>
                </summary>
                <div className="flex flex-col gap-3 border-t bg-paper px-4 py-3">
                  <Stored label={t('input')} stored={stage.input} />
                  <Stored label={t('output')} stored={stage.output} />
                </div>
              </details>
            </li>
          );
        })}
      </ol>
      {stages.length > 0 && (
        <p className="mt-2 flex justify-between gap-2 px-4 text-ink-3 tabular-nums">
          <span>{t('total')}</span>
          <span>{duration(totalMs, t)}</span>
        </p>
      )}
    </WhySection>
  );
}

function Stored({ label, stored }: { label: string; stored: StoredText }) {
  const t = useTranslations('why.stages');
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 text-xs font-[550] text-ink-3">{label}</figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
        tabIndex={0}
        className="max-h-80 overflow-auto rounded-lg border bg-surface px-3 py-2 font-mono text-xs break-words whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        {stored.text}
        {stored.cut > 0 && '…'}
      </pre>
      {stored.cut > 0 && <p className="mt-1 text-xs text-ink-3">{t('cut', { n: stored.cut })}</p>}
    </figure>
  );
}

type Words = ReturnType<typeof useTranslations<'why.stages'>>;

function costOf({ ms, tokensIn = 0, tokensOut = 0, costUsd = 0 }: StageView, t: Words): string {
  const parts = [duration(ms, t)];
  if (tokensIn + tokensOut > 0) parts.push(t('tokens', { n: tokensIn + tokensOut }));
  if (costUsd > 0) parts.push(dollars(costUsd));
  return parts.join(' · ');
}

function duration(ms: number, t: Words): string {
  return ms < 1_000 ? t('ms', { ms: ms < 10 ? ms : Math.round(ms) }) : t('seconds', { s: (ms / 1_000).toFixed(1) });
}
