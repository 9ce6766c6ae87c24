'use client';
import { useTranslations } from 'next-intl';
import { FormFooter } from '#components/settings/form-footer.tsx';
import { type FormAction, useActionForm } from '#components/settings/use-action-form.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input, Select } from '#components/ui/input.tsx';

const COLUMNS = ['question', 'answer', 'date', 'language', 'customer'] as const;

/** A file of questions and answers. Says what it has to hold, and hands out a sample. */
export function ImportForm({ mb, rows, action }: { mb: number; rows: number; action: FormAction }) {
  const t = useTranslations('replay.import');
  const start = useTranslations('replay.start');
  const { form, pending, errorFor } = useActionForm(action);
  return (
    <form {...form} className="flex flex-col gap-4 p-5">
      <div>
        <h3 className="font-medium">{t('format')}</h3>
        <p className="mt-0.5 text-ink-2">{t('formatBody')}</p>
        <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5">
          {COLUMNS.map((column) => (
            <div key={column} className="contents">
              <dt className="font-mono text-sm">{column}</dt>
              <dd className="text-ink-2">{t(column)}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-2 flex flex-wrap gap-x-4">
          {(['csv', 'jsonl'] as const).map((format) => (
            <a
              key={format}
              href={`/autopilot/replay/sample?format=${format}`}
              download
              className="underline underline-offset-2"
            >
              {t(format === 'csv' ? 'sampleCsv' : 'sampleJsonl')}
            </a>
          ))}
        </p>
      </div>
      <Field label={t('file')} hint={t('fileHint', { mb, rows })} htmlFor="file" error={errorFor('file')}>
        <Input
          id="file"
          name="file"
          type="file"
          accept=".csv,.jsonl,.ndjson,text/csv,application/jsonl"
          required
          className="h-auto py-1"
          aria-describedby="file-hint"
        />
      </Field>
      <Field label={start('knowledge')} htmlFor="import-knowledge">
        <Select id="import-knowledge" name="knowledge" defaultValue="today">
          <option value="today">{start('today')}</option>
          <option value="then">{t('then')}</option>
        </Select>
      </Field>
      <FormFooter error={errorFor()}>
        <Button type="submit" disabled={pending}>
          {pending ? start('starting') : t('submit')}
        </Button>
      </FormFooter>
    </form>
  );
}
