'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { Switch } from '#components/ui/switch.tsx';
import { Refused, tell } from './ask.ts';

/** The switch that keeps the AI from sending to a customer by itself. */
export function AlwaysPerson({
  contactId,
  initial,
  disabled,
  onChanged,
}: {
  contactId: number;
  initial: boolean;
  disabled: boolean;
  onChanged?: () => Promise<void>;
}) {
  const t = useTranslations('inbox');
  const [on, setOn] = useState(initial);
  const change = async (next: boolean) => {
    setOn(next);
    try {
      await tell(`contacts/${contactId}`, { alwaysPerson: next });
      await onChanged?.();
    } catch (error) {
      setOn(!next);
      toast.error(error instanceof Refused && error.said ? error.said : t('failed'));
    }
  };
  return (
    <div className="mt-2 flex items-center gap-2">
      <div className="min-w-0 flex-1">
        <p>{t('panel.alwaysPerson')}</p>
        <p className="text-sm text-ink-3">{t('panel.alwaysPersonHint')}</p>
      </div>
      <Switch
        checked={on}
        onCheckedChange={(next) => void change(next)}
        label={t('panel.alwaysPerson')}
        disabled={disabled}
      />
    </div>
  );
}
