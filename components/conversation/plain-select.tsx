'use client';
import { ChevronDown } from 'lucide-react';

/** Reads as plain text until it is pointed at; then another value can be picked. */
export function PlainSelect({
  label,
  value,
  choices,
  onPick,
}: {
  label: string;
  value: string;
  choices: { value: string; label: string }[];
  onPick: (value: string) => void;
}) {
  return (
    <span className="group relative -mx-1 flex items-center rounded-[5px] hover:bg-hover">
      <select
        aria-label={label}
        value={value}
        onChange={(event) => onPick(event.target.value)}
        className="w-full min-w-0 appearance-none truncate rounded-[5px] bg-transparent px-1 pr-5 text-ink"
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} className="bg-surface">
            {choice.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute right-1 size-3 text-ink-3 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 max-md:opacity-100"
      />
    </span>
  );
}
