import { CircleAlert, CircleCheck, CircleDashed } from 'lucide-react';
import type { ReactNode } from 'react';

const LOOK = {
  well: { icon: CircleCheck, className: 'text-ink-3' },
  unknown: { icon: CircleDashed, className: 'text-ink-3' },
  trouble: { icon: CircleAlert, className: 'text-rose' },
};

/** How something is, in one sentence of a list. */
export function StateLine({ tone, children }: { tone: keyof typeof LOOK; children: ReactNode }) {
  const { icon: Icon, className } = LOOK[tone];
  return (
    <li className="flex items-start gap-2">
      <Icon aria-hidden="true" className={`mt-0.5 flex-none ${className}`} />
      <span className="min-w-0">{children}</span>
    </li>
  );
}
