'use client';
import { CalendarClock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { MenuItem, MenuSeparator } from '#components/ui/menu.tsx';
import { snoozePresets } from './snooze-presets.ts';

/** Times to choose from in a menu, counted from when it is opened, and a way to any other. @param names which of the presets; all without it. */
export function TimeItems({
  names,
  onPick,
  onOther,
}: {
  names?: string[];
  onPick: (at: Date) => void;
  onOther: () => void;
}) {
  const t = useTranslations('inbox');
  return (
    <>
      {snoozePresets(new Date())
        .filter(({ name }) => !names || names.includes(name))
        .map(({ name, at }) => (
          <MenuItem key={name} onSelect={() => onPick(at)}>
            {t(`presets.${name}`)}
            <span className="ml-auto text-ink-3">
              {at.toLocaleString('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit' })}
            </span>
          </MenuItem>
        ))}
      <MenuSeparator />
      {/* The menu gives the focus back when it closes: a dialog opens after that. */}
      <MenuItem onSelect={() => setTimeout(onOther, 0)}>
        <CalendarClock />
        {t('pickTime')}
      </MenuItem>
    </>
  );
}
