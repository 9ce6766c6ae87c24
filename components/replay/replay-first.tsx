'use client';
import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input, Select } from '#components/ui/input.tsx';

/**
 * Within the form of a change: over what it is replayed before it is saved. Its buttons submit that form, `intent` says with what.
 * @param carries the change makes another answerer, whose trust a replay over the reviews can carry over.
 */
export function ReplayFirst({
  pending,
  carries,
  buttons,
}: {
  pending: boolean;
  carries: boolean;
  buttons: { intent: string; label: string }[];
}) {
  const t = useTranslations('replay.first');
  const id = useId();
  return (
    <details className="group col-span-full rounded-lg border px-3 py-2">
      <summary className="flex items-center gap-1 font-medium [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden="true" className="size-4 transition-transform group-open:rotate-90" />
        {t('title')}
      </summary>
      <p className="mt-1 max-w-[64ch] text-ink-2">{t('body')}</p>
      <div className="mt-3 flex flex-wrap items-end gap-3">
        <Field label={t('over')} htmlFor={`${id}-over`} className="min-w-0 flex-1 basis-56">
          <Select id={`${id}-over`} name="over" defaultValue="30">
            <option value="30">{t('days', { days: 30 })}</option>
            <option value="90">{t('days', { days: 90 })}</option>
            <option value="newest">{t('newest')}</option>
            {carries && <option value="reviews">{t('reviews')}</option>}
          </Select>
        </Field>
        <Field label={t('most')} htmlFor={`${id}-most`}>
          <Input
            id={`${id}-most`}
            name="most"
            type="number"
            min={1}
            max={5000}
            defaultValue={500}
            className="w-24 tabular-nums"
          />
        </Field>
        {buttons.map(({ intent, label }) => (
          <Button key={intent} type="submit" name="intent" value={intent} disabled={pending}>
            {pending ? t('starting') : label}
          </Button>
        ))}
      </div>
      <p className="mt-2 text-sm text-ink-3">{t('costs')}</p>
    </details>
  );
}
