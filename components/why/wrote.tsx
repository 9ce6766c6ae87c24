import { useTranslations } from 'next-intl';
import { Markdown } from '#components/ui/markdown.tsx';
import { Said } from '#components/ui/said.tsx';
import type { Explanation } from '#lib/ai/explain.ts';
import { WhySection } from './section.tsx';

/** The proposal as it was written, with its [1] marks. */
export function Wrote({ explanation: { proposal } }: { explanation: Explanation }) {
  const t = useTranslations('why.wrote');
  if (!proposal) return null;
  if (proposal.kind === 'abstain')
    return (
      <WhySection title={t('abstain')}>
        <p className="text-ink-2">{t('abstainBody')}</p>
      </WhySection>
    );
  return (
    <WhySection title={t(proposal.kind)}>
      <Said provenance="ai">
        <div lang={proposal.language} dir="auto">
          <Markdown html={proposal.html} />
        </div>
      </Said>
    </WhySection>
  );
}
