import { CircleAlert } from 'lucide-react';

/** The error that belongs to no single field; read out when it appears. */
export function FormError({ children }: { children?: string }) {
  return (
    <div role="alert" className="empty:hidden">
      {children && (
        <p className="flex gap-2 rounded-lg border border-rose-line bg-rose-wash px-3 py-2 text-ink">
          <CircleAlert className="mt-0.5 text-rose" aria-hidden />
          <span className="min-w-0 break-words whitespace-pre-line">{children}</span>
        </p>
      )}
    </div>
  );
}
