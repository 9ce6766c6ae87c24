'use client';
import { useTranslations } from 'next-intl';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { isProblem, type Problem } from './outcome.ts';

/** A small form in a dialog: keeps what was typed when the answer is a problem, and shows it at its field. */
export function EditDialog({
  title,
  onClose,
  save,
  onSaved,
  remove,
  children,
}: {
  title: string;
  onClose: () => void;
  save: () => Promise<{ done: true } | Problem>;
  onSaved: () => void;
  /** Left out: there is nothing to delete yet. */
  remove?: { label: string; run: () => Promise<{ done: true } | Problem>; onDone: () => void };
  children: (problem: Problem | null) => ReactNode;
}) {
  const common = useTranslations('common');
  const form = useId();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);

  async function run(work: () => Promise<{ done: true } | Problem>, done: () => void) {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      const result = await work();
      if (isProblem(result)) return setProblem(result);
      done();
    } catch {
      setProblem({ error: common('somethingFailed') });
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      footer={
        <>
          {remove && (
            <Button
              variant="danger"
              className="mr-auto"
              disabled={busy}
              onClick={() => void run(remove.run, remove.onDone)}
            >
              {remove.label}
            </Button>
          )}
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button variant="primary" type="submit" form={form} disabled={busy}>
            {common('save')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void run(save, onSaved);
        }}
      >
        {problem && !problem.field && (
          <p role="alert" className="rounded-lg border border-rose-line bg-rose-wash px-3 py-2">
            {problem.error}
          </p>
        )}
        {children(problem)}
      </form>
    </Dialog>
  );
}
