'use client';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import type { LabelField } from '#db/schema/conversations.ts';
import { Refused, tell } from './ask.ts';
import { PlainSelect } from './plain-select.tsx';

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
    <PlainSelect
      label={t(`panel.${field}`)}
      value={value ?? ''}
      choices={known ? choices : [{ value: value ?? '', label: shown ?? t('panel.notKnown') }, ...choices]}
      onPick={(after) => void change(after)}
    />
  );
}
