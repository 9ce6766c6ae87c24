import { useTranslations } from 'next-intl';
import { Markdown } from '#components/ui/markdown.tsx';
import { Said } from '#components/ui/said.tsx';
import type { Explanation } from '#lib/ai/explain.ts';
import { WhySection } from './section.tsx';

// The marks that lib/ai/link-marks put into the text.
const CITE =
  '[&_.cite]:mx-0.5 [&_.cite]:inline-block [&_.cite]:h-[15px] [&_.cite]:min-w-[15px] [&_.cite]:rounded-[4px] [&_.cite]:bg-iris-wash [&_.cite]:px-[3px] [&_.cite]:text-center [&_.cite]:align-[2px] [&_.cite]:text-[10px] [&_.cite]:leading-[15px] [&_.cite]:font-semibold [&_.cite]:!text-iris [&_.cite]:!no-underline [&_.cite]:relative [&_.cite]:after:absolute [&_.cite]:after:-inset-[5px] [&_.cite:hover]:bg-iris-line';

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
        <div lang={proposal.language} dir="auto" className={CITE}>
          <Markdown html={proposal.html} />
        </div>
      </Said>
    </WhySection>
  );
}
