'use client';
import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from '#components/ui/menu.tsx';
import { PickTime } from './pick-time.tsx';
import { TimeItems } from './time-items.tsx';

const LATER = ['later', 'tomorrow', 'monday'];

/** The other ways to send, beside Send: and close, or at a later time. */
export function SendMenu({
  open,
  onOpenChange,
  disabled,
  onClose,
  onLater,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  disabled: boolean;
  onClose: () => void;
  onLater: (at: Date) => void;
}) {
  const t = useTranslations('inbox');
  const [picking, setPicking] = useState(false);
  return (
    <>
      <Menu open={open} onOpenChange={onOpenChange}>
        <MenuTrigger asChild>
          <Button
            variant="primary"
            disabled={disabled}
            aria-label={t('compose.sendMenu')}
            className="h-[30px] w-7 rounded-l-none border-l-ink-inv/25 px-0"
          >
            <ChevronDown />
          </Button>
        </MenuTrigger>
        <MenuContent align="end" className="w-64">
          <MenuItem onSelect={onClose}>
            {t('compose.sendClose')} <Kbd className="ml-auto">⌘⇧↵</Kbd>
          </MenuItem>
          <MenuSeparator />
          <MenuLabel>{t('compose.sendLater')}</MenuLabel>
          {open && <TimeItems names={LATER} onPick={onLater} onOther={() => setPicking(true)} />}
        </MenuContent>
      </Menu>
      {picking && (
        <PickTime
          title={t('compose.sendLater')}
          action={t('compose.schedule')}
          onPick={onLater}
          onClose={() => setPicking(false)}
        />
      )}
    </>
  );
}
