'use client';
import { Check, Hand, PencilLine, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import type { Undoable } from './use-decide.ts';

const ICON = { approve: <Check />, edit: <PencilLine />, reject: <X />, take_over: <Hand /> };

/** What was just decided, for as long as it can be taken back. The newest one has the key. */
export function UndoLines({ lines, onUndo }: { lines: Undoable[]; onUndo: (line: Undoable) => void }) {
  const t = useTranslations('review.undo');
  const now = useNow(lines.length > 0);
  return (
    <section aria-label={t('label')} className="flex flex-none flex-col">
      {lines.map((line, index) => {
        const n = Math.max(0, Math.ceil((line.until - now) / 1000));
        return (
          <div
            key={line.reviewId}
            className="flex animate-in items-center gap-2 border-t bg-paper px-5 py-1.5 max-md:px-4"
          >
            <span className="text-ink-3">{ICON[line.action]}</span>
            {/* Told once: a countdown read aloud every second helps nobody. */}
            <span role="status" className="sr-only">
              {line.stored && told(line)}
            </span>
            <span aria-hidden="true" className="min-w-0 flex-1 truncate text-ink-2 tabular-nums">
              {line.stored ? words(line, n) : t('working')}
            </span>
            <Button size="sm" variant="ghost" onClick={() => onUndo(line)}>
              {t('undo')}
              {index === 0 && <Kbd>Z</Kbd>}
            </Button>
          </div>
        );
      })}
    </section>
  );

  function words(line: Undoable, n: number): string {
    if (line.action === 'approve') return t('approved', { n });
    if (line.action === 'edit') return t('edited', { n });
    return line.action === 'reject' ? t('rejected') : t('tookOver', { number: line.conversationId });
  }
  function told(line: Undoable): string {
    return words(line, Math.round((line.until - Date.now()) / 10_000) * 10 || 10);
  }
}

function useNow(running: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!running) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}
