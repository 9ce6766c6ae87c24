'use client';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import type { DemoCount } from '#lib/demo/count.ts';
import type { FormState } from './form-state.ts';

export function RemoveDemo({
  count,
  allowed,
  remove,
}: {
  count: DemoCount;
  allowed: boolean;
  remove: () => Promise<FormState>;
}) {
  const t = useTranslations('settings');
  const [asking, ask] = useState(false);
  const [pending, start] = useTransition();
  const run = () =>
    start(async () => {
      const { error, done } = await remove();
      ask(false);
      if (error) toast.error(error);
      else toast.success(done);
    });
  return (
    <div className="p-5">
      <p className="text-ink-2">{t('workspace.demoBody')}</p>
      <ul className="mt-2 mb-3 list-disc pl-5 text-ink-2">
        <li>{t('workspace.demoConversations', { n: count.conversations, m: count.messages })}</li>
        <li>{t('workspace.demoReviews', { n: count.reviews })}</li>
        <li>{t('workspace.demoArticles', { n: count.articles, m: count.snippets })}</li>
        <li>{t('workspace.demoContacts', { n: count.contacts, m: count.companies })}</li>
        <li>{t('workspace.demoPeople', { n: count.colleagues })}</li>
      </ul>
      <p className="mb-4 text-ink-2">{t('workspace.demoAutopilot')}</p>
      <Button variant="danger" disabled={!allowed || pending} onClick={() => ask(true)}>
        {pending ? t('workspace.demoRemoving') : t('workspace.demoRemove')}
      </Button>
      <Dialog
        open={asking}
        onOpenChange={ask}
        title={t('workspace.demoConfirmTitle')}
        description={t('workspace.demoConfirmBody')}
        footer={
          <>
            <Button onClick={() => ask(false)}>{t('cancel')}</Button>
            <Button variant="danger" disabled={pending} onClick={run}>
              {pending ? t('workspace.demoRemoving') : t('workspace.demoConfirm')}
            </Button>
          </>
        }
      />
    </div>
  );
}
