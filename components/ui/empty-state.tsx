import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** Teaches the next step: one sentence, one button. */
export function EmptyState({
  icon,
  title,
  body,
  action,
  className,
}: {
  icon?: ReactNode;
  title: ReactNode;
  body?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div className={classNames('mx-auto flex max-w-80 flex-col items-center px-6 py-16 text-center', className)}>
      {icon && (
        <span
          aria-hidden="true"
          className="mb-3 grid size-10 place-items-center rounded-full bg-sunken text-ink-3 [&_.lucide]:size-[18px]"
        >
          {icon}
        </span>
      )}
      <h2 className="text-md">{title}</h2>
      {body && <p className="mt-1 text-balance text-ink-2">{body}</p>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  );
}
