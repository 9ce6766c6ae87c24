import { useTranslations } from 'next-intl';
import { languageName } from '#components/ui/language-name.ts';
import { sure } from '#components/ui/sure.ts';
import type { StageView } from '#lib/ai/stage-view.ts';

/** What a step found, in half a sentence. */
export function StageSentence({ stage: { facts } }: { stage: StageView }) {
  const t = useTranslations('why.stages');
  const reasons = useTranslations('reasons');
  const known = (group: string, key: string | undefined) =>
    key !== undefined && t.has(`${group}.${key}`) ? t(`${group}.${key}`) : key;
  const risk = (name: string) => (reasons.has(`risk_${name}.title`) ? reasons(`risk_${name}.title`) : name);
  const parts = [
    facts.language && languageName(facts.language),
    known('intent', facts.intent),
    known('mood', facts.mood),
    facts.risks &&
      (facts.risks.length > 0 ? t('risks', { list: facts.risks.map(risk).join(', ').toLowerCase() }) : t('noRisks')),
    facts.passages !== undefined && t('passages', { n: facts.passages }),
    facts.best && t('best', { title: facts.best }),
    known('kind', facts.kind),
    facts.claims !== undefined && t('claims', { n: facts.claims }),
    facts.problems !== undefined && t('problems', { n: facts.problems }),
    facts.confidence !== undefined && `${sure(facts.confidence)}%`,
    known('action', facts.action),
  ].filter(Boolean);
  if (parts.length === 0) return null;
  return <span className="block text-ink-2 [overflow-wrap:anywhere]">{parts.join(' · ')}</span>;
}
