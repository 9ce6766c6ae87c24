'use client';
import { Clock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Menu, MenuContent, MenuTrigger } from '#components/ui/menu.tsx';
import { PickTime } from './pick-time.tsx';
import { TimeItems } from './time-items.tsx';

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
          {open && <TimeItems onPick={onSnooze} onOther={() => setPicking(true)} />}
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
