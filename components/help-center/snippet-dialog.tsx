'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input, Select, Textarea } from '#components/ui/input.tsx';
import type { Snippet, SnippetInput } from '#lib/knowledge/snippets.ts';
import { EditDialog } from './edit-dialog.tsx';
import { articleLanguages } from './languages.ts';
import type { Problem } from './outcome.ts';

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
      {(problem) => {
        const errorFor = (field: string) => (problem?.field === field ? problem.error : undefined);
        return (
          <>
            <Field label={t('titleLabel')} htmlFor="snippet-title" error={errorFor('title')}>
              <Input
                id="snippet-title"
                value={draft.title}
                maxLength={200}
                aria-invalid={errorFor('title') ? true : undefined}
                onChange={(event) => change({ title: event.target.value })}
              />
            </Field>
            <Field label={t('body')} hint={t('bodyHint')} htmlFor="snippet-body" error={errorFor('body')}>
              <Textarea
                id="snippet-body"
                rows={6}
                value={draft.body}
                maxLength={5000}
                aria-describedby="snippet-body-hint"
                aria-invalid={errorFor('body') ? true : undefined}
                onChange={(event) => change({ body: event.target.value })}
              />
            </Field>
            <Field label={t('language')} htmlFor="snippet-language">
              <Select
                id="snippet-language"
                value={draft.language}
                onChange={(event) => change({ language: event.target.value })}
                className="max-w-52"
              >
                {articleLanguages(draft.language).map(({ code, name }) => (
                  <option key={code} value={code}>
                    {name}
                  </option>
                ))}
              </Select>
            </Field>
          </>
        );
      }}
    </EditDialog>
  );
}
