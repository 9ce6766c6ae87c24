'use client';
import { CalendarClock, Clock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '#components/ui/menu.tsx';
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
            {t('snoozePick')}
          </MenuItem>
        </MenuContent>
      </Menu>
      {picking && <PickTime onSnooze={onSnooze} onClose={() => setPicking(false)} />}
    </>
  );
}

function PickTime({ onSnooze, onClose }: { onSnooze: (until: Date) => void; onClose: () => void }) {
  const t = useTranslations('inbox');
  const common = useTranslations('common');
  const [value, setValue] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = () => {
    const until = new Date(value);
    if (!value || until <= new Date()) return setWrong(true);
    onClose();
    onSnooze(until);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('snoozeUntil')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button variant="primary" onClick={submit}>
            {t('snoozeSet')}
          </Button>
        </>
      }
    >
      <Field label={t('snoozePick')} htmlFor="snooze-until" error={wrong ? t('snoozeBad') : undefined}>
        <Input
          id="snooze-until"
          type="datetime-local"
          value={value}
          aria-invalid={wrong}
          onChange={(event) => {
            setWrong(false);
            setValue(event.target.value);
          }}
          onKeyDown={(event) => event.key === 'Enter' && submit()}
        />
      </Field>
    </Dialog>
  );
}
