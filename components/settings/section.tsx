import type { ReactNode } from 'react';
import { Card } from '#components/ui/card.tsx';

/** One matter of a settings page: what it is, then the card where it is changed. */
export function Section({
  title,
  intro,
  actions,
  children,
}: {
  title: ReactNode;
  intro?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="mb-8">
      <div className="mb-3 flex items-end gap-3">
        <div className="min-w-0">
          <h2 className="text-md">{title}</h2>
          {intro && <p className="mt-0.5 max-w-[60ch] text-ink-2">{intro}</p>}
        </div>
        {actions && <div className="ml-auto flex-none">{actions}</div>}
      </div>
      <Card>{children}</Card>
    </section>
  );
}
