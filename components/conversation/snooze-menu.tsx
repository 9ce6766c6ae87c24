'use client';
import { CalendarClock, Clock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '#components/ui/menu.tsx';
import { PickTime } from './pick-time.tsx';
import { snoozePresets } from './snooze-presets.ts';

export function SnoozeMenu({
  open,
  onOpenChange,
  onSnooze,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSnooze: (until: Date) => void;
}) {
  const t = useTranslations('inbox');
  const [picking, setPicking] = useState(false);
  return (
    <>
      <Menu open={open} onOpenChange={onOpenChange}>
        <MenuTrigger asChild>
          <Button size="sm" aria-label={t('snooze')} className="px-2.5 max-md:px-2">
            <Clock />
          </Button>
        </MenuTrigger>
        <MenuContent align="end" className="w-64">
          {open &&
            snoozePresets(new Date()).map(({ name, at }) => (
              <MenuItem key={name} onSelect={() => onSnooze(at)}>
                {t(`presets.${name}`)}
                <span className="ml-auto text-ink-3">
                  {at.toLocaleString('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit' })}
                </span>
              </MenuItem>
            ))}
          <MenuSeparator />
          <MenuItem onSelect={() => setTimeout(() => setPicking(true), 0)}>
            <CalendarClock />
            {t('pickTime')}
          </MenuItem>
        </MenuContent>
      </Menu>
      {picking && (
        <PickTime
          title={t('snoozeUntil')}
          action={t('snoozeSet')}
          onPick={onSnooze}
          onClose={() => setPicking(false)}
        />
      )}
    </>
  );
}
