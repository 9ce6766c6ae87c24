'use client';
import { Eye } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Markdown } from '#components/ui/markdown.tsx';
import type { AuditView } from '#lib/autopilot/audits.ts';

type Answer = { id: number; unchanged: boolean | null };

/** "Would you have sent this unchanged?": nothing here says what became of the reply, so that the answer is about its words alone. */
export function SecondLook({
  audit,
  waiting,
  onAnswer,
}: {
  audit: AuditView;
  waiting: number;
  onAnswer: (answer: Answer) => Promise<{ error?: string }>;
}) {
  const t = useTranslations('review.secondLook');
  const common = useTranslations('common');
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [busy, start] = useTransition();
  const answer = (unchanged: boolean | null) =>
    start(async () => {
      const { error } = await onAnswer({ id: audit.id, unchanged }).catch(() => ({ error: common('offline') }));
      toast(error ?? t('thanks'));
      setOpen(false);
      router.refresh();
    });
  return (
    <div className="flex flex-none items-center gap-2 border-t px-4 py-2.5">
      <Eye className="flex-none text-ink-3" />
      <span className="min-w-0 flex-1 text-ink-2">{t('line', { n: waiting })}</span>
      <Button size="sm" onClick={() => setOpen(true)}>
        {t('open')}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t('question')}
        description={t('body')}
        className="w-[min(640px,calc(100vw-24px))]"
        footer={
          <>
            <Button variant="ghost" className="mr-auto" disabled={busy} onClick={() => answer(null)}>
              {t('cannotTell')}
            </Button>
            <Button disabled={busy} onClick={() => answer(false)}>
              {t('no')}
            </Button>
            <Button variant="primary" disabled={busy} onClick={() => answer(true)}>
              {t('yes')}
            </Button>
          </>
        }
      >
        <p className="text-sm font-medium text-ink-3">{t('asked', { name: audit.customer })}</p>
        <p className="mt-1 whitespace-pre-wrap">{audit.asked}</p>
        <p className="mt-4 text-sm font-medium text-ink-3">{t('reply')}</p>
        <Markdown html={audit.reply} className="mt-1" />
      </Dialog>
    </div>
  );
}
