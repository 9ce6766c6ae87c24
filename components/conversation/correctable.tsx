'use client';
import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import type { LabelField } from '#db/schema/conversations.ts';
import { Refused, tell } from './ask.ts';

/** A label of triage. Who may write picks another one; it reads as plain text until it is pointed at. */
export function Correctable({
  conversationId,
  field,
  value,
  shown,
  choices,
  disabled,
  onChanged,
}: {
  conversationId: number;
  field: LabelField;
  value: string | null;
  /** What stands there, e.g. a topic's name. */
  shown: string | null;
  choices: { value: string; label: string }[];
  disabled: boolean;
  onChanged: () => Promise<void>;
}) {
  const t = useTranslations('inbox');
  if (disabled) return shown;
  const change = async (after: string) => {
    try {
      await tell(`conversations/${conversationId}`, { do: 'correct', field, after });
      await onChanged();
    } catch (error) {
      toast.error(error instanceof Refused && error.said ? error.said : t('failed'));
    }
  };
  const known = choices.some((choice) => choice.value === value);
  return (
    <span className="group relative -mx-1 flex items-center rounded-[5px] hover:bg-hover">
      <select
        aria-label={t(`panel.${field}`)}
        value={value ?? ''}
        onChange={(event) => void change(event.target.value)}
        className="w-full min-w-0 appearance-none truncate rounded-[5px] bg-transparent px-1 pr-5 text-ink"
      >
        {!known && <option value={value ?? ''}>{shown ?? t('panel.notKnown')}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} className="bg-surface">
            {choice.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute right-1 size-3 text-ink-3 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 max-md:opacity-100"
      />
    </span>
  );
}
