'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { EditDialog } from '#components/help-center/edit-dialog.tsx';
import { isProblem } from '#components/help-center/outcome.ts';
import { SnippetFields } from '#components/help-center/snippet-fields.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import type { SnippetInput } from '#lib/knowledge/snippets.ts';
import type { SolvedActions } from './actions.ts';

type Given = Parameters<SolvedActions['onKeep']>[1];

/** The answer as a snippet, to read once more and change before it counts. */
export function KeepDialog({
  words,
  onSave,
  onClose,
  onSaved,
}: {
  words: SnippetInput | null;
  onSave: (words: Given) => ReturnType<SolvedActions['onKeep']>;
  onClose: () => void;
  onSaved: () => void;
}) {
  const t = useTranslations('solved');
  const [draft, setDraft] = useState<SnippetInput>(words ?? { title: '', body: '', language: 'en' });
  const [warned, setWarned] = useState(false);
  if (!words)
    return (
      <Dialog open onOpenChange={onClose} title={t('keepTitle')}>
        <p>{t('gone')}</p>
      </Dialog>
    );
  return (
    <EditDialog
      title={t('keepTitle')}
      onClose={onClose}
      onSaved={onSaved}
      save={async () => {
        const result = await onSave({ ...draft, confirmed: warned });
        // What may stay is said by saving once more; other words are looked at again.
        setWarned(isProblem(result) && result.field === 'personal');
        return result;
      }}
    >
      {(problem) => (
        <>
          <p className="text-ink-2">{t('keepHint')}</p>
          {problem?.field === 'personal' && (
            <p role="alert" className="rounded-lg border border-amber-line bg-amber-wash px-3 py-2">
              {problem.error}
            </p>
          )}
          <SnippetFields
            draft={draft}
            problem={problem}
            onChange={(part) => {
              setDraft((now) => ({ ...now, ...part }));
              setWarned(false);
            }}
          />
        </>
      )}
    </EditDialog>
  );
}
