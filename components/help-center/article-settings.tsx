'use client';
import { useTranslations } from 'next-intl';
import { Field } from '#components/ui/field.tsx';
import { Input, Select } from '#components/ui/input.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import type { ArticleStatus } from '#db/schema/knowledge.ts';
import type { ArticleInput } from '#lib/knowledge/articles.ts';
import { articleLanguages } from './languages.ts';
import type { Problem } from './outcome.ts';

const statuses = ['draft', 'published', 'internal'] as const satisfies ArticleStatus[];

export function ArticleSettings({
  draft,
  change,
  collections,
  isNew,
  readOnly,
  problem,
}: {
  draft: ArticleInput;
  change: (part: Partial<ArticleInput>) => void;
  collections: { id: number; name: string }[];
  isNew: boolean;
  readOnly: boolean;
  problem: Problem | null;
}) {
  const t = useTranslations('helpCenter');
  const errorFor = (field: string) => (problem?.field === field ? problem.error : undefined);
  return (
    <div className="mb-5 grid gap-4 sm:grid-cols-2 xl:grid-cols-[1.3fr_1.1fr_1fr_0.7fr_0.8fr]">
      <div className="flex flex-col gap-1.5">
        <span className="font-medium">{t('editor.status')}</span>
        <Segmented
          label={t('editor.status')}
          value={draft.status}
          onChange={(status) => change({ status })}
          disabled={readOnly}
          options={statuses.map((value) => ({ value, label: t(`status.${value}`) }))}
        />
        <p className="text-sm text-ink-3">{t(`statusHint.${draft.status}`)}</p>
      </div>
      <Field label={t('editor.collection')} htmlFor="collection" error={errorFor('collectionId')}>
        <Select
          id="collection"
          value={draft.collectionId}
          disabled={readOnly}
          onChange={(event) => change({ collectionId: Number(event.target.value) })}
        >
          {collections.map((collection) => (
            <option key={collection.id} value={collection.id}>
              {collection.name}
            </option>
          ))}
        </Select>
      </Field>
      <Field
        label={t('editor.slug')}
        htmlFor="slug"
        hint={t(isNew ? 'editor.slugNew' : 'editor.slugHint')}
        error={errorFor('slug')}
      >
        <Input
          id="slug"
          value={draft.slug ?? ''}
          readOnly={readOnly}
          maxLength={80}
          spellCheck={false}
          aria-describedby={errorFor('slug') ? 'slug-error' : 'slug-hint'}
          aria-invalid={errorFor('slug') ? true : undefined}
          onChange={(event) => change({ slug: event.target.value })}
        />
      </Field>
      <Field label={t('editor.language')} htmlFor="language" error={errorFor('language')}>
        <Select
          id="language"
          value={draft.language}
          disabled={readOnly}
          onChange={(event) => change({ language: event.target.value })}
        >
          {articleLanguages(draft.language).map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field
        label={t('editor.reviewBy')}
        htmlFor="review-by"
        hint={t('editor.reviewByHint')}
        error={errorFor('reviewBy')}
      >
        <Input
          id="review-by"
          type="date"
          value={draft.reviewBy ?? ''}
          readOnly={readOnly}
          aria-describedby={errorFor('reviewBy') ? 'review-by-error' : 'review-by-hint'}
          aria-invalid={errorFor('reviewBy') ? true : undefined}
          onChange={(event) => change({ reviewBy: event.target.value || null })}
        />
      </Field>
    </div>
  );
}
