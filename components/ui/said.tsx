import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

export type Provenance = 'customer' | 'agent' | 'ai' | 'both' | 'note';

const STRIPE: Record<Provenance, string> = {
  customer: '[--stripe:var(--line-2)]',
  agent: '[--stripe:var(--pine)]',
  ai: '[--stripe:var(--iris)]',
  both: '[--stripe:linear-gradient(var(--iris)_0_50%,var(--pine)_50%_100%)]',
  note: '[--stripe:var(--amber)] border-amber-line bg-amber-wash',
};

/** Somebody's words, with the stripe that says whose. Say it in words inside as well. */
export function Said({ provenance, className, ...props }: ComponentProps<'article'> & { provenance: Provenance }) {
  return (
    <article
      className={classNames(
        'said relative rounded-xl border border-line bg-surface pt-3.5 pr-4 pb-3.5 pl-[18px]',
        STRIPE[provenance],
        className,
      )}
      {...props}
    />
  );
}

const DOT: Record<Provenance, string> = {
  customer: 'bg-line-2',
  agent: 'bg-pine',
  ai: 'bg-iris',
  both: 'bg-[linear-gradient(var(--iris)_50%,var(--pine)_50%)]',
  note: 'bg-amber',
};

/** The same idea as a dot, for histories and charts; `label` says it in words. */
export function ProvenanceDot({ provenance, label }: { provenance: Provenance; label: string }) {
  return (
    <span
      role="img"
      aria-label={label}
      title={label}
      className={`size-[7px] flex-none rounded-full ${DOT[provenance]}`}
    />
  );
}
