'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';

/** A dialog that asks for a time that is still to come, in the reader's own zone. */
export function PickTime({
  title,
  action,
  initial,
  onPick,
  onClose,
}: {
  title: string;
  action: string;
  initial?: Date;
  onPick: (at: Date) => void;
  onClose: () => void;
}) {
  const t = useTranslations('inbox');
  const common = useTranslations('common');
  const [value, setValue] = useState(initial ? asLocal(initial) : '');
  const [wrong, setWrong] = useState(false);
  const submit = () => {
    const at = new Date(value);
    if (!value || !(at > new Date())) return setWrong(true);
    onClose();
    onPick(at);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button variant="primary" onClick={submit}>
            {action}
          </Button>
        </>
      }
    >
      <Field label={t('pickTime')} htmlFor="pick-time" error={wrong ? t('pickTimeBad') : undefined}>
        <Input
          id="pick-time"
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

/** As a datetime-local field takes it: the reader's own wall clock. */
function asLocal(date: Date): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
