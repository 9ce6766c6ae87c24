import { useTranslations } from 'next-intl';
import type { Contribution } from '#lib/ai/contributions.ts';
import type { Explanation } from '#lib/ai/explain.ts';
import { WhySection } from './section.tsx';

const MOST = 5;
/** Log-odds below which a feature changed nothing that a person would notice (about one percentage point at even odds). */
const LEAST = 0.04;
const SOME = 0.15;
const A_LOT = 0.4;

/** The features that raised and lowered the confidence most, in words; bars compare them with the strongest. */
export function Moved({ proposal }: { proposal: NonNullable<Explanation['proposal']> }) {
  const t = useTranslations('why.moved');
  const all = proposal.contributions?.filter(({ effect }) => Math.abs(effect) >= LEAST);
  const strongest = Math.max(...(all ?? []).map(({ effect }) => Math.abs(effect)), LEAST);
  return (
    <WhySection title={t('title')}>
      {all ? (
        <div className="flex flex-col gap-3">
          <Direction label={t('up')} list={all.filter(({ effect }) => effect > 0)} strongest={strongest} />
          <Direction label={t('down')} list={all.filter(({ effect }) => effect < 0)} strongest={strongest} />
        </div>
      ) : (
        <p className="text-ink-2">
          {proposal.modelVersion === 'demo' ? t('demo') : t('otherVersion', { version: proposal.modelVersion })}
        </p>
      )}
    </WhySection>
  );
}

function Direction({ label, list, strongest }: { label: string; list: Contribution[]; strongest: number }) {
  const t = useTranslations('why.moved');
  const words = useTranslations('why.features');
  return (
    <div>
      <h3 className="font-[550]">{label}</h3>
      {list.length === 0 && <p className="text-ink-3">{t('nothing')}</p>}
      <ul className="mt-1 flex flex-col gap-1.5">
        {list.slice(0, MOST).map(({ feature, effect, high }) => {
          const key = `${feature}.${high ? 'high' : 'low'}`;
          return (
            <li key={feature}>
              <p className="flex items-baseline gap-2 text-ink-2">
                <span className="min-w-0 flex-1">{words.has(key) ? words(key) : feature}</span>
                <span className="flex-none text-xs text-ink-3">{t(strength(effect))}</span>
              </p>
              <span aria-hidden="true" className="mt-1 block h-[3px] rounded-full bg-line">
                <span
                  className={`block h-full rounded-full ${effect > 0 ? 'bg-ink-2' : 'bg-amber-2'}`}
                  style={{ width: `${Math.max(3, Math.round((Math.abs(effect) / strongest) * 100))}%` }}
                />
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function strength(effect: number) {
  const size = Math.abs(effect);
  return size >= A_LOT ? 'most' : size >= SOME ? 'some' : 'little';
}
