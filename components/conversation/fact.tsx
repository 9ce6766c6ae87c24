import type { ReactNode } from 'react';

/** What is known, as a line of a <dl>. `name` is an attribute's key, made readable: `mrr` → MRR, `renews_at` → Renews at. */
export function Fact({ label, name, children }: { label?: ReactNode; name?: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[84px_minmax(0,1fr)] py-[3px]">
      <dt className="truncate text-ink-3" title={name}>
        {label ?? readable(name ?? '')}
      </dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  );
}

function readable(key: string): string {
  const words = key.replace(/[_-]+/g, ' ');
  return words.length <= 3 ? words.toUpperCase() : words.charAt(0).toUpperCase() + words.slice(1);
}
