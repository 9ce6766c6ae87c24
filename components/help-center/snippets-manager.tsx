'use client';
import { Lightbulb, Plus, Search } from 'lucide-react';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Input } from '#components/ui/input.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { Snippet } from '#lib/knowledge/snippets.ts';
import { type SnippetActions, SnippetDialog } from './snippet-dialog.tsx';

export function SnippetsManager({
  snippets,
  query,
  readOnly,
  actions,
}: {
  snippets: Snippet[];
  query: string;
  readOnly: boolean;
  actions: SnippetActions;
}) {
  const t = useTranslations('helpCenter.snippets');
  const list = useTranslations('helpCenter.list');
  const router = useRouter();
  const [editing, setEditing] = useState<Snippet | 'new' | null>(null);

  function close(word?: string) {
    setEditing(null);
    if (!word) return;
    toast.success(word);
    router.refresh();
  }

  const add = !readOnly && (
    <Button variant="primary" onClick={() => setEditing('new')}>
      <Plus aria-hidden="true" />
      {t('new')}
    </Button>
  );
  const untouched = !query && snippets.length === 0;
  return (
    <>
      {untouched ? (
        <EmptyState icon={<Lightbulb />} title={t('emptyTitle')} body={t('emptyBody')} action={add} />
      ) : (
        <>
          <p className="mb-3 text-ink-2">{t('intro')}</p>
          <div className="mb-4 flex flex-wrap items-center gap-2">
            <form
              className="relative min-w-48 flex-1"
              onSubmit={(event) => {
                event.preventDefault();
                const q = String(new FormData(event.currentTarget).get('q')).trim();
                router.replace(`/help-center/snippets${q ? `?q=${encodeURIComponent(q)}` : ''}` as Route);
              }}
            >
              <Search aria-hidden="true" className="pointer-events-none absolute top-2 left-2.5 text-ink-3" />
              <Input
                key={query}
                type="search"
                name="q"
                defaultValue={query}
                maxLength={200}
                aria-label={t('search')}
                placeholder={t('search')}
                className="pl-8"
              />
            </form>
            {add}
          </div>
          {snippets.length === 0 && <EmptyState title={t('noneTitle')} body={t('noneBody')} />}
          <ul className="divide-y rounded-xl border empty:hidden">
            {snippets.map((snippet) => (
              <li key={snippet.id} className="relative min-w-0 px-4 py-2.5 hover:bg-hover">
                <button
                  type="button"
                  className="block max-w-full truncate font-medium after:absolute after:inset-0"
                  aria-label={t('edit', { title: snippet.title })}
                  lang={snippet.language}
                  onClick={() => setEditing(snippet)}
                >
                  {snippet.title}
                </button>
                <p lang={snippet.language} className="line-clamp-2 break-words text-ink-2">
                  {snippet.body}
                </p>
                <p className="text-sm text-ink-3">
                  {list('updated')} <TimeAgo at={snippet.updatedAt} />
                  {snippet.updatedBy && <> {list('by', { name: snippet.updatedBy })}</>}
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
      {editing && (
        <SnippetDialog
          snippet={editing === 'new' ? null : editing}
          readOnly={readOnly}
          actions={actions}
          onClose={() => close()}
          onSaved={() => close(t('saved'))}
          onDeleted={() => close(t('deleted'))}
        />
      )}
    </>
  );
}
