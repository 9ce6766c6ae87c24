'use client';
import { Check, PencilLine } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';

/** The four things that a person can do; at the thumb on a phone. */
export function ActionBar({
  drafted,
  disabled,
  onApprove,
  onEdit,
  onTakeOver,
  onReject,
}: {
  /** There is a reply to approve; else the person answers. */
  drafted: boolean;
  disabled: boolean;
  onApprove: () => void;
  onEdit: () => void;
  onTakeOver: () => void;
  onReject: () => void;
}) {
  const t = useTranslations('review.actions');
  return (
    <div className="@container flex-none border-t bg-surface">
      <div
        role="toolbar"
        aria-label={t('label')}
        className="flex flex-wrap items-center gap-2 px-5 py-3 max-md:grid max-md:grid-cols-3 max-md:px-3 max-md:pb-[max(12px,env(safe-area-inset-bottom))] max-md:[&>button]:h-10 @max-[540px]:[&_kbd]:hidden"
      >
        {drafted ? (
          <>
            <Button variant="primary" disabled={disabled} onClick={onApprove} className="max-md:col-span-3">
              <Check />
              {t('approve')} <Kbd onInk>A</Kbd>
            </Button>
            <Button disabled={disabled} onClick={onEdit}>
              {t('edit')} <Kbd>E</Kbd>
            </Button>
          </>
        ) : (
          <Button variant="primary" disabled={disabled} onClick={onEdit} className="max-md:col-span-3">
            <PencilLine />
            {t('answer')} <Kbd onInk>E</Kbd>
          </Button>
        )}
        <Button disabled={disabled} onClick={onTakeOver}>
          {t('takeOver')} <Kbd>T</Kbd>
        </Button>
        <Button variant="ghost" disabled={disabled} onClick={onReject}>
          {t('reject')} <Kbd>R</Kbd>
        </Button>
        <span className="ml-auto flex items-center gap-1 text-ink-3 pointer-coarse:hidden @max-[600px]:hidden">
          <span className="sr-only">{t('moveKeys')}</span>
          <Kbd>J</Kbd>
          <Kbd>K</Kbd>
          <span aria-hidden="true" className="ml-1">
            {t('move')}
          </span>
        </span>
      </div>
    </div>
  );
}
