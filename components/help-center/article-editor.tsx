'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { Page } from '#components/shell/page.tsx';
import { useShortcuts } from '#components/shell/shortcuts.ts';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import type { ArticleInput } from '#lib/knowledge/articles.ts';
import { ArticlePreview } from './article-preview.tsx';
import { ArticleSettings } from './article-settings.tsx';
import { ArticleState } from './article-state.tsx';
import { DeleteArticle } from './delete-article.tsx';
import { EditorNotices } from './editor-notices.tsx';
import { MarkdownField } from './markdown-field.tsx';
import { isProblem, type Problem } from './outcome.ts';
import type { StoredArticle } from './stored-article.ts';
import { useKeptText } from './use-kept-text.ts';
import { useLeaveGuard } from './use-leave-guard.ts';

export type EditorActions = {
  save: (
    at: { id: number; version: string } | null,
    input: ArticleInput,
  ) => Promise<{ id: number; version: string; slug: string } | (Problem & { storedVersion?: string })>;
  remove: (id: number) => Promise<{ done: true } | Problem>;
};

/** Writes one article. Nothing typed is lost: not by leaving, not by a colleague's save, not by a server that is away. */
export function ArticleEditor({
  article,
  blank,
  collections,
  firstHtml,
  readOnly,
  actions,
}: {
  /** Null: a new one, starting from `blank`. */
  article: StoredArticle | null;
  blank: ArticleInput;
  collections: { id: number; name: string }[];
  /** The stored text, rendered. */
  firstHtml: string;
  readOnly: boolean;
  actions: EditorActions;
}) {
  const t = useTranslations('helpCenter.editor');
  const router = useRouter();
  const [stored, setStored] = useState(article);
  const [draft, setDraft] = useState<ArticleInput>(article ?? blank);
  const [problem, setProblem] = useState<(Problem & { storedVersion?: string }) | null>(null);
  const [saving, setSaving] = useState(false);
  const [pane, setPane] = useState<'write' | 'preview'>('write');
  const dirty = !readOnly && isDirty(draft, stored ?? blank);
  const kept = useKeptText(String(stored?.id ?? 'new'), { title: draft.title, body: draft.body }, dirty);
  useLeaveGuard(dirty, t('leave'));

  const change = (part: Partial<ArticleInput>) => setDraft((now) => ({ ...now, ...part }));

  async function save(over?: string) {
    if (readOnly || saving || !(dirty || over)) return;
    setSaving(true);
    setProblem(null);
    const sent = draft;
    try {
      const at = stored && { id: stored.id, version: over ?? stored.version };
      const result = await actions.save(at, sent);
      if (isProblem(result)) {
        setProblem(result);
        return;
      }
      const before = stored?.status;
      kept.forget();
      setStored({ ...sent, ...result, title: sent.title.trim(), updatedBy: null });
      // What was typed while saving stays, and stays unsaved.
      setDraft((now) => ({
        ...now,
        slug: result.slug,
        title: now.title === sent.title ? sent.title.trim() : now.title,
      }));
      toast.success(t(doneWord(before, sent.status)));
      // Only the address changes: caret, undo history and what was typed meanwhile stay.
      if (!stored) window.history.replaceState(null, '', `/help-center/articles/${result.id}`);
    } catch {
      setProblem({ error: t('failed') });
    } finally {
      setSaving(false);
    }
  }

  useShortcuts({ 'mod+s': () => void save() });

  return (
    <Page
      width="wide"
      title={t(stored ? 'editTitle' : 'newTitle')}
      subtitle={<ArticleState stored={stored} dirty={dirty} saving={saving} />}
      actions={
        !readOnly && (
          <Button variant="primary" disabled={saving || !dirty} onClick={() => void save()}>
            {saving ? t('saving') : t(saveWord(stored?.status, draft.status))}
            <Kbd>⌘S</Kbd>
          </Button>
        )
      }
    >
      <EditorNotices
        problem={problem}
        found={kept.found}
        articleId={stored?.id}
        onRestore={(text) => {
          change(text);
          kept.forget();
        }}
        onDrop={kept.forget}
        onSaveMine={(version) => void save(version)}
      />
      {/* Long titles wrap instead of hiding their end; a title is one line all the same. */}
      <textarea
        rows={1}
        value={draft.title}
        onChange={(event) => change({ title: event.target.value.replace(/\s*\n\s*/g, ' ') })}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        aria-label={t('titleLabel')}
        aria-invalid={problem?.field === 'title' || undefined}
        placeholder={t('titlePlaceholder')}
        readOnly={readOnly}
        maxLength={200}
        lang={draft.language}
        // biome-ignore lint/a11y/noAutofocus: a new article starts with its title
        autoFocus={!article}
        className="mb-3 field-sizing-content w-full resize-none rounded-md bg-transparent font-display text-[26px] leading-tight font-medium tracking-[-0.01em] outline-offset-4 placeholder:text-ink-3"
      />
      <ArticleSettings
        draft={draft}
        change={change}
        collections={collections}
        isNew={!stored}
        readOnly={readOnly}
        problem={problem}
      />
      <Segmented
        label={t('view')}
        value={pane}
        onChange={setPane}
        options={[
          { value: 'write', label: t('write') },
          { value: 'preview', label: t('preview') },
        ]}
        className="mb-3 xl:hidden"
      />
      <div className="grid gap-5 xl:grid-cols-2">
        <div className={pane === 'write' ? 'flex min-w-0 flex-col' : 'hidden min-w-0 flex-col xl:flex'}>
          <MarkdownField
            value={draft.body}
            onChange={(body) => change({ body })}
            label={t('body')}
            placeholder={t('bodyPlaceholder')}
            readOnly={readOnly}
            invalid={problem?.field === 'body'}
          />
        </div>
        <div className={pane === 'preview' ? 'min-w-0' : 'hidden min-w-0 xl:block'}>
          <ArticlePreview title={draft.title} markdown={draft.body} firstHtml={firstHtml} language={draft.language} />
        </div>
      </div>
      {stored && !readOnly && (
        <DeleteArticle
          title={stored.title}
          remove={() => actions.remove(stored.id)}
          onDeleted={() => {
            kept.forget();
            setDraft(stored);
            toast.success(t('deleted'));
            router.push('/help-center');
          }}
        />
      )}
    </Page>
  );
}

function isDirty(draft: ArticleInput, stored: ArticleInput): boolean {
  return (['title', 'body', 'collectionId', 'status', 'language', 'slug'] as const).some(
    (key) => (draft[key] ?? '') !== (stored[key] ?? ''),
  );
}

function saveWord(before: string | undefined, now: string) {
  if (now === 'published' && before !== 'published') return 'publish';
  if (before === 'published' && now !== 'published') return 'unpublish';
  return now === 'draft' ? 'saveDraft' : 'save';
}

function doneWord(before: string | undefined, now: string) {
  if (now === 'published' && before !== 'published') return 'publishedDone';
  return before === 'published' && now !== 'published' ? 'unpublishedDone' : 'savedDone';
}
