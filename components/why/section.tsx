import type { ReactNode } from 'react';
import { classNames } from '#components/ui/class-names.ts';

/** One question that the page answers. */
export function WhySection({ title, children, className }: { title: string; children: ReactNode; className?: string }) {
  return (
    <section className={classNames('min-w-0', className)}>
      <h2 className="mb-2 text-xs font-[550] text-ink-3">{title}</h2>
      {children}
    </section>
  );
}
