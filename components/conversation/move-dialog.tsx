'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import type { Mailbox } from './inbox-context.ts';

/** To which of the other mailboxes. Arrow keys choose, Enter moves. */
export function MoveDialog({
  mailboxes,
  current,
  onMove,
  onClose,
}: {
  mailboxes: Mailbox[];
  current: number | null;
  onMove: (to: Mailbox) => void;
  onClose: () => void;
}) {
  const t = useTranslations('inbox.move');
  const others = mailboxes.filter(({ id }) => id !== current);
  const [chosen, choose] = useState(others[0]?.id);
  const move = () => {
    const to = others.find(({ id }) => id === chosen);
    if (!to) return;
    onMove(to);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title')}
      description={t('body')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="primary" type="submit" form="move-to" disabled={others.length === 0}>
            {t('move')}
          </Button>
        </>
      }
    >
      <form
        id="move-to"
        onSubmit={(event) => {
          event.preventDefault();
          move();
        }}
      >
        {others.length === 0 && <p className="text-ink-2">{t('none')}</p>}
        <fieldset>
          <legend className="sr-only">{t('title')}</legend>
          {others.map(({ id, name, address }) => (
            <label key={id} className="flex items-start gap-2.5 rounded-md px-2 py-2 hover:bg-hover">
              <input
                type="radio"
                name="mailbox"
                value={id}
                checked={id === chosen}
                onChange={() => choose(id)}
                autoFocus={id === others[0]?.id}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter') return;
                  event.preventDefault();
                  move();
                }}
                className="mt-1 accent-ink"
              />
              <span className="min-w-0">
                <span className="block font-medium wrap-anywhere">{name}</span>
                <span className="block text-ink-2 wrap-anywhere">{address}</span>
              </span>
            </label>
          ))}
        </fieldset>
      </form>
    </Dialog>
  );
}
