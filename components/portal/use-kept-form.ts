// What was typed outlives a reload and a page that failed: this tab keeps it until it is sent.
import { type RefObject, useEffect } from 'react';
import type { ContactValues } from './contact-state.ts';

const KEY = 'help-contact';
const NAMES = ['name', 'email', 'subject', 'message'] satisfies (keyof ContactValues)[];

/** Fills what is empty when the page opens; `restored` is called when it filled something. */
export function useKeptForm(form: RefObject<HTMLFormElement | null>, restored: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page opens
  useEffect(() => {
    const kept = read();
    for (const name of NAMES) {
      const field = form.current?.elements.namedItem(name);
      if ((field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) && !field.value)
        field.value = kept[name] ?? '';
    }
    restored();
  }, []);
}

export function keepForm(form: HTMLFormElement): void {
  const typed = new FormData(form);
  const values = Object.fromEntries(NAMES.map((name) => [name, typed.get(name)]));
  // A browser that keeps nothing still sends.
  try {
    sessionStorage.setItem(KEY, JSON.stringify(values));
  } catch {}
}

export function forgetForm(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {}
}

function read(): Partial<ContactValues> {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).filter(([, value]) => typeof value === 'string'));
  } catch {
    return {};
  }
}
