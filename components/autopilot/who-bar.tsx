'use client';
import { useTranslations } from 'next-intl';
import type { TopicCounts } from '#lib/autopilot/stats.ts';

const KINDS = ['alone', 'approved', 'edited', 'person'] as const;
const PAINT = {
  alone: 'bg-iris-2',
  // Above the AI, below the person, as on a message’s stripe: side by side it would read as more of one and of the other.
  approved: 'bg-[linear-gradient(var(--iris-2)_50%,var(--pine-2)_50%)]',
  edited: 'bg-amber-2',
  person: 'bg-pine-2',
};

/** Who answered: the AI alone, the AI approved by a person, edited by one, or a person. */
export function WhoBar({ counts, name }: { counts: TopicCounts | undefined; name: string }) {
  const t = useTranslations('autopilot.topics');
  const { alone = 0, approved = 0, edited = 0, person = 0 } = counts ?? {};
  const values = { alone, approved, edited, person };
  const total = alone + approved + edited + person;
  const label = t('bar', { topic: name, ...values });
  return (
    <div className="flex items-center gap-2">
      <span
        role="img"
        aria-label={label}
        title={label}
        className="flex h-2 w-[132px] overflow-hidden rounded-full bg-line"
      >
        {KINDS.map((kind) => (
          <span key={kind} className={PAINT[kind]} style={{ width: `${total ? (values[kind] / total) * 100 : 0}%` }} />
        ))}
      </span>
      <span className="text-ink-3 tabular-nums">{total}</span>
    </div>
  );
}

export function Legend() {
  const t = useTranslations('autopilot.topics');
  return (
    <span className="ml-1 inline-flex flex-wrap gap-x-2.5 font-normal">
      {KINDS.map((kind) => (
        <span key={kind} className="inline-flex items-center gap-1">
          <span aria-hidden="true" className={`size-[7px] rounded-full ${PAINT[kind]}`} />
          {t(kind)}
        </span>
      ))}
    </span>
  );
}
