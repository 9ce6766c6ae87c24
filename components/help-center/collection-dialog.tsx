'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import type { Collection, CollectionInput } from '#lib/knowledge/collections.ts';
import { CollectionIcon, collectionIcons } from './collection-icon.tsx';
import { EditDialog } from './edit-dialog.tsx';
import type { Problem } from './outcome.ts';

type Done = Promise<{ done: true } | Problem>;

export function CollectionDialog({
  collection,
  save,
  remove,
  onClose,
  onSaved,
  onDeleted,
}: {
  collection: Collection | null;
  save: (id: number | null, input: CollectionInput) => Done;
  remove: (id: number) => Done;
  onClose: () => void;
  onSaved: () => void;
  onDeleted: () => void;
}) {
  const t = useTranslations('helpCenter.collections');
  const [draft, setDraft] = useState<CollectionInput>(
    collection ?? { name: '', description: '', icon: 'book-open', slug: '' },
  );
  const change = (part: Partial<CollectionInput>) => setDraft((now) => ({ ...now, ...part }));
  return (
    <EditDialog
      title={t(collection ? 'editTitle' : 'new')}
      onClose={onClose}
      onSaved={onSaved}
      save={() => {
        const { name, description, icon, slug } = draft;
        return save(collection?.id ?? null, { name, description, icon, slug });
      }}
      remove={collection ? { label: t('delete'), run: () => remove(collection.id), onDone: onDeleted } : undefined}
    >
      {(problem) => {
        const errorFor = (field: string) => (problem?.field === field ? problem.error : undefined);
        return (
          <>
            <Field label={t('name')} htmlFor="collection-name" error={errorFor('name')}>
              <Input
                id="collection-name"
                value={draft.name}
                maxLength={80}
                aria-invalid={errorFor('name') ? true : undefined}
                onChange={(event) => change({ name: event.target.value })}
              />
            </Field>
            <Field
              label={t('description')}
              hint={t('descriptionHint')}
              htmlFor="collection-description"
              error={errorFor('description')}
            >
              <Input
                id="collection-description"
                value={draft.description}
                maxLength={200}
                aria-describedby="collection-description-hint"
                onChange={(event) => change({ description: event.target.value })}
              />
            </Field>
            {collection && (
              <Field label={t('slug')} htmlFor="collection-slug" error={errorFor('slug')}>
                <Input
                  id="collection-slug"
                  value={draft.slug ?? ''}
                  maxLength={80}
                  spellCheck={false}
                  onChange={(event) => change({ slug: event.target.value })}
                />
              </Field>
            )}
            <fieldset>
              <legend className="mb-1.5 font-medium">{t('icon')}</legend>
              <div className="flex flex-wrap gap-1">
                {collectionIcons.map((icon) => (
                  <label
                    key={icon}
                    title={icon}
                    className={classNames(
                      'grid size-8 place-items-center rounded-md border has-focus-visible:outline-2 has-focus-visible:outline-sky',
                      draft.icon === icon ? 'border-ink text-ink' : 'border-transparent text-ink-3 hover:bg-hover',
                    )}
                  >
                    <input
                      type="radio"
                      name="icon"
                      value={icon}
                      aria-label={icon}
                      checked={draft.icon === icon}
                      onChange={() => change({ icon })}
                      className="sr-only"
                    />
                    <CollectionIcon name={icon} />
                  </label>
                ))}
              </div>
            </fieldset>
          </>
        );
      }}
    </EditDialog>
  );
}
