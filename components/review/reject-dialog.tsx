'use client';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Input } from '#components/ui/input.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import type { RejectReason } from '#lib/reviews/reject.ts';

const REASONS: RejectReason[] = ['wrong', 'incomplete', 'tone', 'not_ours', 'other'];

/** R, a number, Enter: two keys and it is rejected, or a note in between. */
export function RejectDialog({
  onReject,
  onClose,
}: {
  onReject: (reason: RejectReason, note: string) => void;
  onClose: () => void;
}) {
  const t = useTranslations('review.reject');
  const common = useTranslations('common');
  const [reason, setReason] = useState<RejectReason>('wrong');
  const [note, setNote] = useState('');
  const ready = reason !== 'other' || note.trim() !== '';
  const submit = () => ready && onReject(reason, note.trim());
  const onKeyDown = (event: KeyboardEvent) => {
    const typing = event.target instanceof HTMLInputElement && event.target.type === 'text';
    const chosen = typing ? undefined : REASONS[Number(event.key) - 1];
    if (chosen) {
      event.preventDefault();
      setReason(chosen);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      submit();
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title')}
      description={t('body')}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button variant="primary" disabled={!ready} onClick={submit}>
            {t('confirm')} <Kbd onInk>↵</Kbd>
          </Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: number keys are a second way to the radio buttons inside */}
      <div onKeyDown={onKeyDown}>
        <fieldset className="flex flex-col gap-1">
          <legend className="sr-only">{t('title')}</legend>
          {REASONS.map((one, index) => (
            <label
              key={one}
              className="flex h-9 items-center gap-2.5 rounded-lg px-2.5 ring-inset hover:bg-hover has-checked:bg-hover has-checked:ring-1 has-checked:ring-line-2"
            >
              <input
                type="radio"
                name="reason"
                value={one}
                checked={reason === one}
                autoFocus={index === 0}
                onChange={() => setReason(one)}
                className="accent-ink"
              />
              <span className="flex-1">{t(`reason.${one}`)}</span>
              <Kbd>{String(index + 1)}</Kbd>
            </label>
          ))}
        </fieldset>
        <label htmlFor="reject-note" className="mt-3 block">
          <span className="mb-1 block font-[550]">{t(reason === 'other' ? 'note' : 'noteOptional')}</span>
          <Input
            id="reject-note"
            type="text"
            value={note}
            maxLength={500}
            placeholder={t('notePlaceholder')}
            onChange={(event) => setNote(event.target.value)}
          />
        </label>
      </div>
    </Dialog>
  );
}
