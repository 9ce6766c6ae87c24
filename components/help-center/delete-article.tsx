'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { isProblem, type Problem } from './outcome.ts';

export function DeleteArticle({
  title,
  remove,
  onDeleted,
}: {
  title: string;
  remove: () => Promise<{ done: true } | Problem>;
  onDeleted: () => void;
}) {
  const t = useTranslations('helpCenter.editor');
  const common = useTranslations('common');
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const sure = typed.trim().toLowerCase() === t('deleteWord');

  async function confirm() {
    setBusy(true);
    setError(undefined);
    try {
      const result = await remove();
      if (isProblem(result)) return setError(result.error);
      setOpen(false);
      onDeleted();
    } catch {
      setError(common('somethingFailed'));
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className="mt-8 border-t pt-4">
      <Button variant="danger" onClick={() => setOpen(true)}>
        {t('delete')}
      </Button>
      <Dialog
        open={open}
        onOpenChange={(next) => {
          setOpen(next);
          setTyped('');
        }}
        title={t('deleteTitle', { title })}
        description={t('deleteBody')}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{common('cancel')}</Button>
            <Button variant="danger" disabled={!sure || busy} onClick={() => void confirm()}>
              {t('delete')}
            </Button>
          </>
        }
      >
        <Field label={t('deleteType', { word: t('deleteWord') })} htmlFor="delete-word" error={error}>
          <Input
            id="delete-word"
            value={typed}
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && sure && !busy) void confirm();
            }}
          />
        </Field>
      </Dialog>
    </div>
  );
}
