'use client';
import { Search } from 'lucide-react';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState, useTransition } from 'react';
import { Input } from '#components/ui/input.tsx';

const SETTLE_MS = 250;

/** A search field whose words live in the address; works as a plain form, too. */
export function SearchBox({
  action,
  initial,
  label,
  placeholder,
}: {
  action: '/search' | '/customers';
  initial: string;
  label: string;
  placeholder: string;
}) {
  const router = useRouter();
  const [text, setText] = useState(initial);
  const [busy, startSearch] = useTransition();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const go = (words: string) => {
    clearTimeout(timer.current);
    startSearch(() =>
      router.replace((words.trim() ? `${action}?q=${encodeURIComponent(words.trim())}` : action) as Route),
    );
  };
  return (
    <search>
      <form
        action={action}
        onSubmit={(event) => {
          event.preventDefault();
          go(text);
        }}
        className="relative"
      >
        <Search aria-hidden="true" className={`absolute top-2.5 left-3 text-ink-3 ${busy ? 'animate-pulse' : ''}`} />
        <Input
          type="search"
          name="q"
          autoFocus
          aria-label={label}
          placeholder={placeholder}
          value={text}
          maxLength={200}
          onChange={(event) => {
            const words = event.target.value;
            setText(words);
            clearTimeout(timer.current);
            timer.current = setTimeout(() => go(words), SETTLE_MS);
          }}
          className="h-9 pl-9"
        />
      </form>
    </search>
  );
}
