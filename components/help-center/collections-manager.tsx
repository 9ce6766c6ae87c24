'use client';
import { ArrowDown, ArrowUp, Library, Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import type { Collection, CollectionInput } from '#lib/knowledge/collections.ts';
import { CollectionDialog } from './collection-dialog.tsx';
import { CollectionIcon } from './collection-icon.tsx';
import { isProblem, type Problem } from './outcome.ts';

type Done = Promise<{ done: true } | Problem>;

export function CollectionsManager({
  collections,
  readOnly,
  actions,
}: {
  collections: Collection[];
  readOnly: boolean;
  actions: {
    save: (id: number | null, input: CollectionInput) => Done;
    move: (id: number, by: -1 | 1) => Done;
    remove: (id: number) => Done;
  };
}) {
  const t = useTranslations('helpCenter.collections');
  const common = useTranslations('common');
  const router = useRouter();
  const [editing, setEditing] = useState<Collection | 'new' | null>(null);
  const [moving, start] = useTransition();

  function move(id: number, by: -1 | 1) {
    start(async () => {
      try {
        const result = await actions.move(id, by);
        if (isProblem(result)) toast.error(result.error);
      } catch {
        toast.error(common('somethingFailed'));
      }
      router.refresh();
    });
  }

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
  return (
    <>
      {collections.length === 0 ? (
        <EmptyState icon={<Library />} title={t('emptyTitle')} body={t('emptyBody')} action={add} />
      ) : (
        <>
          <div className="mb-4 flex flex-wrap items-center gap-3">
            <p className="flex-1 text-ink-2">{t('intro')}</p>
            {add}
          </div>
          <ul className="divide-y rounded-xl border" aria-busy={moving}>
            {collections.map((collection, index) => (
              <li key={collection.id} className="flex min-w-0 items-center gap-3 px-4 py-2.5">
                <CollectionIcon name={collection.icon} className="text-ink-3" />
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{collection.name}</span>
                  <span className="block truncate text-sm text-ink-3">
                    {t('counts', { published: collection.published, total: collection.total })}
                    {collection.description && ` · ${collection.description}`}
                  </span>
                </span>
                {!readOnly && (
                  <span className="flex flex-none items-center gap-0.5">
                    <Button
                      variant="ghost"
                      size="icon"
                      aria-label={t('up', { name: collection.name })}
                      disabled={index === 0 || moving}
                      onClick={() => move(collection.id, -1)}
                    >
                      <ArrowUp />
                    </Button>
                    <Button
                      variant="ghost"
                      size="icon"
                      aria-label={t('down', { name: collection.name })}
                      disabled={index === collections.length - 1 || moving}
                      onClick={() => move(collection.id, 1)}
                    >
                      <ArrowDown />
                    </Button>
                    <Button
                      size="sm"
                      className="ml-1.5"
                      aria-label={t('editOf', { name: collection.name })}
                      onClick={() => setEditing(collection)}
                    >
                      {t('edit')}
                    </Button>
                  </span>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {editing && (
        <CollectionDialog
          collection={editing === 'new' ? null : editing}
          save={actions.save}
          remove={actions.remove}
          onClose={() => close()}
          onSaved={() => close(t('saved'))}
          onDeleted={() => close(t('deleted'))}
        />
      )}
    </>
  );
}
