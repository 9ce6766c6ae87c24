import { useTranslations } from 'next-intl';
import { Field } from '#components/ui/field.tsx';
import { Input, Select, Textarea } from '#components/ui/input.tsx';
import type { SnippetInput } from '#lib/knowledge/snippets.ts';
import { articleLanguages } from './languages.ts';
import type { Problem } from './outcome.ts';

/** What a snippet is made of, wherever one is written. */
export function SnippetFields({
  draft,
  problem,
  onChange,
}: {
  draft: SnippetInput;
  problem: Problem | null;
  onChange: (part: Partial<SnippetInput>) => void;
}) {
  const t = useTranslations('helpCenter.snippets');
  const errorFor = (field: string) => (problem?.field === field ? problem.error : undefined);
  return (
    <>
      <Field label={t('titleLabel')} htmlFor="snippet-title" error={errorFor('title')}>
        <Input
          id="snippet-title"
          value={draft.title}
          maxLength={200}
          aria-invalid={errorFor('title') ? true : undefined}
          onChange={(event) => onChange({ title: event.target.value })}
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
          onChange={(event) => onChange({ body: event.target.value })}
        />
      </Field>
      <Field label={t('language')} htmlFor="snippet-language">
        <Select
          id="snippet-language"
          value={draft.language}
          onChange={(event) => onChange({ language: event.target.value })}
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
}
