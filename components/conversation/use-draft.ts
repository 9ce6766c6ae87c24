'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ConversationView, Suggestion } from '#lib/conversations/conversation-view.ts';
import { tell } from './ask.ts';

export type Kind = 'reply' | 'note';
export type Draft = { kind: Kind; body: string; proposalId: number | null };

const SETTLE_MS = 600;

/** The composer's text, saved on the server a moment after each change and when the page is left. */
export function useDraft(conversationId: number, initial: ConversationView['draft']) {
  const [draft, setDraft] = useState<Draft>({
    kind: initial?.kind ?? 'reply',
    body: initial?.body ?? '',
    proposalId: initial?.proposalId ?? null,
  });
  const [saved, setSaved] = useState<'clean' | 'saved' | 'failed'>('clean');
  const unsaved = useRef<Draft | null>(null);
  // What is shown now, for what happens later: an undo is pressed long after the function it calls was made.
  const current = useRef(draft);
  current.current = draft;
  const saving = useRef<Promise<void>>(Promise.resolve());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const path = `conversations/${conversationId}/draft`;

  const flush = useCallback(
    async (keepalive = false) => {
      clearTimeout(timer.current);
      const pending = unsaved.current;
      if (!pending) return;
      unsaved.current = null;
      const save = async () => {
        try {
          await tell(path, pending, { method: 'PUT', keepalive });
          setSaved(pending.body ? 'saved' : 'clean');
        } catch {
          unsaved.current ??= pending;
          setSaved('failed');
        }
      };
      saving.current = save();
      await saving.current;
    },
    [path],
  );

  const change = useCallback(
    (next: Draft) => {
      setDraft(next);
      unsaved.current = next;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), SETTLE_MS);
    },
    [flush],
  );

  /** A reply that was to leave is text again, below what was begun meanwhile. A note stays a note. */
  const takeBack = useCallback(
    (body: string, proposalId: number | null) => {
      const begun = current.current;
      const empty = begun.body.trim() === '';
      change(
        empty ? { kind: 'reply', body, proposalId } : { ...begun, body: `${begun.body}\n\n${body}`, proposalId: null },
      );
    },
    [change],
  );

  /** With sending, which makes the server forget the draft, too. Resolves when no save is on its way any more: it must not arrive after the reply. */
  const clear = useCallback((): Promise<void> => {
    clearTimeout(timer.current);
    setDraft((now) => ({ kind: now.kind, body: '', proposalId: null }));
    setSaved('clean');
    unsaved.current = null;
    return saving.current.then(() => {
      // A save that failed meanwhile has put its text back.
      if (current.current.body === '') unsaved.current = null;
    });
  }, []);

  useEffect(() => {
    const leave = () => void flush(true);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [flush]);

  return { draft, change, takeBack, clear, saved };
}

/** Starts from the AI's draft, and remembers that it did. */
export function draftFrom(suggestion: Suggestion): Draft {
  return { kind: 'reply', body: suggestion.body, proposalId: suggestion.proposalId };
}
