import { CircleAlert, CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Claim } from '#db/schema/ai.ts';
import { WhySection } from './section.tsx';

/** Each sentence with the source that carries it, or with what is wrong with it. */
export function Claims({ claims }: { claims: Claim[] }) {
  const t = useTranslations('why.claims');
  return (
    <WhySection title={t('title')}>
      <ul className="divide-y rounded-xl border">
        {claims.map((claim, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stored list that never changes; the same sentence may come twice
          <li key={index} className="grid grid-cols-[16px_1fr] gap-2.5 px-4 py-2.5">
            {claim.supported ? (
              <CircleCheck className="mt-0.5 text-pine" aria-hidden="true" />
            ) : (
              <CircleAlert className="mt-0.5 text-amber" aria-hidden="true" />
            )}
            <div className="min-w-0">
              <p dir="auto" className="[overflow-wrap:anywhere]">
                {claim.text}
              </p>
              <p className={claim.supported ? 'text-ink-3' : 'text-amber'}>{verdictOn(claim, t)}</p>
            </div>
          </li>
        ))}
      </ul>
    </WhySection>
  );
}

function verdictOn({ supported, citation, problem }: Claim, t: ReturnType<typeof useTranslations<'why.claims'>>) {
  if (!supported) return t.has(`problem.${problem}`) ? t(`problem.${problem}`) : problem;
  return citation === null ? t('noneNeeded') : t('carried', { n: citation });
}
