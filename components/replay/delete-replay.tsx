'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';

export function DeleteReplay({ imported, remove }: { imported: boolean; remove: () => Promise<{ error?: string }> }) {
  const t = useTranslations('replay.delete');
  const common = useTranslations('common');
  const router = useRouter();
  const [asking, ask] = useState(false);
  const [busy, start] = useTransition();
  const run = () =>
    start(async () => {
      const { error } = await remove().catch(() => ({ error: common('offline') }));
      ask(false);
      toast(error ?? t('done'));
      if (!error) router.push('/autopilot/replay');
    });
  return (
    <>
      <Button variant="danger" onClick={() => ask(true)}>
        {t('button')}
      </Button>
      <Dialog
        open={asking}
        onOpenChange={ask}
        title={t('title')}
        description={imported ? t('bodyImported') : t('body')}
        footer={
          <>
            <Button onClick={() => ask(false)}>{common('cancel')}</Button>
            <Button variant="danger" disabled={busy} onClick={run}>
              {t('confirm')}
            </Button>
          </>
        }
      />
    </>
  );
}
