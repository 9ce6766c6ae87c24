'use client';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { contactPath } from './contact-path.ts';
import { type HelpSearch, useHelpSearch } from './help-search.ts';
import { portalButton } from './portal-button.ts';
import { type AnswerWords, QuotedAnswer } from './quoted-answer.tsx';

export type SearchWords = AnswerWords & {
  label: string;
  placeholder: string;
  submit: string;
  suggestions: string;
  /** `{query}` stands for what was typed. */
  all: string;
  none: string;
};

/** A search form that works by itself; with JavaScript it also answers while one types. */
export function SearchBox({
  words,
  initial = '',
  large = false,
}: {
  words: SearchWords;
  initial?: string;
  large?: boolean;
}) {
  const id = useId();
  const box = useRef<HTMLElement>(null);
  const [query, setQuery] = useState(initial);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const found = useHelpSearch(open ? query : '');
  const options = optionsOf(found, words);
  const nothing = open && found.query.length >= 3 && found.query === query.trim() && options.length === 0;
  const shown = open && (options.length > 0 || nothing);

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && shown) {
      event.preventDefault();
      setOpen(false);
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && options.length) {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      // One place beyond the ends is the input itself.
      setActive((now) => ((now + 1 + step + options.length + 1) % (options.length + 1)) - 1);
    } else if (event.key === 'Enter' && shown) {
      const option = options[active];
      if (!option) return;
      event.preventDefault();
      window.location.assign(option.href);
    }
  }

  return (
    <search
      className={`relative z-10 mx-auto block w-full text-left ${large ? 'max-w-[620px]' : 'max-w-[560px]'}`}
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !shown || event.target instanceof HTMLInputElement) return;
        setOpen(false);
        box.current?.querySelector('input')?.focus();
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <form
        action="/help/search"
        className={`flex items-center gap-2.5 border border-line-2 bg-surface px-4 ${shown ? 'rounded-t-xl border-b-line' : 'rounded-xl'} ${large ? 'h-13.5 shadow-2' : 'h-11 shadow-1'} focus-within:border-ink-3`}
      >
        <Lens />
        <input
          type="search"
          name="q"
          value={query}
          required
          maxLength={200}
          autoComplete="off"
          enterKeyHint="search"
          placeholder={words.placeholder}
          aria-label={words.label}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={shown}
          aria-controls={`${id}-list`}
          aria-activedescendant={shown && active >= 0 ? `${id}-${active}` : undefined}
          onChange={(event) => {
            setQuery(event.target.value);
            setOpen(true);
            setActive(-1);
          }}
          onFocus={() => setOpen(query !== initial)}
          onKeyDown={onKeyDown}
          className="h-full min-w-0 flex-1 bg-transparent text-base outline-none [&::-webkit-search-cancel-button]:hidden"
        />
        <button type="submit" aria-label={words.submit} className="-mr-1.5 rounded-md p-1.5">
          <span className="rounded border border-b-2 border-line-2 px-1 text-2xs text-ink-3" aria-hidden="true">
            ↵
          </span>
        </button>
      </form>
      <div
        hidden={!shown}
        className="absolute inset-x-0 top-full max-h-[min(70vh,560px)] overflow-y-auto rounded-b-xl border border-t-0 border-line-2 bg-surface shadow-2"
      >
        <div aria-live="polite">
          {found.answer && <QuotedAnswer answer={found.answer} question={found.query} words={words} />}
          {nothing && (
            <div className="flex flex-wrap items-center gap-3 px-4 py-3.5">
              <p className="min-w-0 flex-1 basis-52 text-[15px] break-words">
                {words.none.replace('{query}', found.query)}
              </p>
              <a href={contactPath(found.query)} className={portalButton({ height: 'h-8' })}>
                {words.talk}
              </a>
            </div>
          )}
        </div>
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label={words.suggestions}
          className={`p-1.5 empty:hidden ${found.answer ? 'border-t' : ''}`}
        >
          {options.map((option, index) => (
            <a
              key={option.href}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              tabIndex={-1}
              href={option.href}
              className="block rounded-lg px-3 py-2 hover:bg-hover aria-selected:bg-hover"
            >
              <span className="block truncate text-[15px] font-medium">{option.title}</span>
              {option.detail && <span className="block truncate text-body text-ink-2">{option.detail}</span>}
            </a>
          ))}
        </div>
      </div>
    </search>
  );
}

function optionsOf(found: HelpSearch, words: SearchWords): { href: string; title: string; detail: string }[] {
  if (!found.results.length) return [];
  const articles = found.results
    .slice(0, 5)
    .map(({ href, title, collection, excerpt }) => ({ href, title, detail: `${collection} · ${excerpt}` }));
  const all = {
    href: `/help/search?q=${encodeURIComponent(found.query)}`,
    title: words.all.replace('{query}', found.query),
    detail: '',
  };
  // A quoted answer has the way to a person beside it already.
  const person = found.answer ? [] : [{ href: contactPath(found.query), title: words.talk, detail: '' }];
  return [...articles, all, ...person];
}

// Drawn here: an icon library would be most of this island's weight.
function Lens() {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      aria-hidden="true"
      className="size-[18px] flex-none text-ink-3"
    >
      <path d="m21 21-4.34-4.34" />
      <circle cx="11" cy="11" r="8" />
    </svg>
  );
}
