'use client';
import { useEffect, useLayoutEffect, useRef } from 'react';

type Handler = (event: KeyboardEvent) => void;

/**
 * Keys in lower case (`a`, `enter`, `?`) and `mod+…` (⌘ or Ctrl). Single keys are off while somebody types, while a dialog or
 * menu is open, and while another modifier is held.
 */
export function useShortcuts(shortcuts: Record<string, Handler>, enabled = true): void {
  const latest = useRef(shortcuts);
  // Before the next key can come, not some time after the paint.
  useLayoutEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    if (!enabled) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const mod = event.metaKey || event.ctrlKey;
      const key = event.key.toLowerCase();
      const handler = latest.current[mod ? `mod+${key}` : key];
      if (!handler || event.altKey) return;
      if (!mod && (isTyping(event.target) || isBusy(event, key))) return;
      event.preventDefault();
      handler(event);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [enabled]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

function isBusy(event: KeyboardEvent, key: string): boolean {
  if (document.querySelector('[role="dialog"], [role="menu"], [role="listbox"][data-floating]')) return true;
  // Enter and space belong to the button or link that has the focus.
  return (
    (key === 'enter' || key === ' ') &&
    event.target instanceof HTMLElement &&
    event.target.closest('a, button, summary') !== null
  );
}
