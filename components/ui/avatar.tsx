import { Sparkles } from 'lucide-react';
import { classNames } from './class-names.ts';

// Muted earth and slate, never iris or pine; white letters reach 4.5:1 on each.
const COLORS = ['#7a6a58', '#8a6151', '#5b7391', '#6d6a3f', '#7b5a73', '#5f6b75', '#84604a', '#4f6f7f'];

/** Decorative: the name always stands beside it in words. */
export function Avatar({
  name,
  size = 24,
  ai = false,
  className,
}: {
  name: string;
  size?: number;
  ai?: boolean;
  className?: string;
}) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        'inline-grid flex-none place-items-center rounded-full font-semibold select-none',
        ai ? 'bg-iris text-ink-inv' : 'text-white',
        className,
      )}
      style={{
        width: size,
        height: size,
        fontSize: Math.max(9, Math.round(size * 0.4)),
        backgroundColor: ai ? undefined : colorOf(name),
      }}
    >
      {ai ? <Sparkles style={{ width: size / 2, height: size / 2 }} /> : initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name
    .replace(/@.*/, '')
    .split(/[\s._-]+/)
    .filter(Boolean);
  const first = [...(words[0] ?? '?')][0] ?? '?';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toUpperCase();
}

function colorOf(name: string): string | undefined {
  let hash = 0;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return COLORS[hash % COLORS.length];
}
