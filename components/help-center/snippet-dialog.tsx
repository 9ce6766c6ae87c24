'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Dialog } from '#components/ui/dialog.tsx';
import type { Snippet, SnippetInput } from '#lib/knowledge/snippets.ts';
import { EditDialog } from './edit-dialog.tsx';
import type { Problem } from './outcome.ts';
import { SnippetFields } from './snippet-fields.tsx';

export type SnippetActions = {
  save: (at: { id: number; version: string } | null, input: SnippetInput) => Promise<{ done: true } | Problem>;
  remove: (id: number) => Promise<{ done: true } | Problem>;
};

export function SnippetDialog({
  snippet,
  readOnly,
  actions,
  onClose,
  onSaved,
  onDeleted,
}: {
  snippet: Snippet | null;
  readOnly: boolean;
  actions: SnippetActions;
  onClose: () => void;
  onSaved: () => void;
  onDeleted: () => void;
}) {
  const t = useTranslations('helpCenter.snippets');
  const [draft, setDraft] = useState<SnippetInput>(snippet ?? { title: '', body: '', language: 'en' });
  const change = (part: Partial<SnippetInput>) => setDraft((now) => ({ ...now, ...part }));
  if (readOnly) {
    return (
      <Dialog open onOpenChange={onClose} title={draft.title}>
        <p className="break-words whitespace-pre-wrap">{draft.body}</p>
      </Dialog>
    );
  }
  return (
    <EditDialog
      title={t(snippet ? 'editTitle' : 'new')}
      onClose={onClose}
      onSaved={onSaved}
      save={() => {
        const { title, body, language } = draft;
        return actions.save(snippet && { id: snippet.id, version: snippet.version }, { title, body, language });
      }}
      remove={snippet ? { label: t('delete'), run: () => actions.remove(snippet.id), onDone: onDeleted } : undefined}
    >
      {(problem) => <SnippetFields draft={draft} problem={problem} onChange={change} />}
    </EditDialog>
  );
}
