'use client';
import { Inbox, MailX, Send } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import type { MailboxSettings } from '#lib/channels/mailboxes.ts';
import type { FormState } from './form-state.ts';

/** Which mailbox, and whether its mail leaves. `remove` null: this agent may not, or it is the last one. */
export function MailboxHead({
  mailbox,
  remove,
}: {
  mailbox: MailboxSettings;
  remove: (() => Promise<FormState>) | null;
}) {
  const t = useTranslations('settings');
  const [asking, ask] = useState(false);
  const [pending, start] = useTransition();
  const run = (work: () => Promise<FormState>) =>
    start(async () => {
      const { error, done } = await work();
      ask(false);
      if (error) toast.error(error);
      else toast.success(done);
    });
  return (
    <div className="flex flex-wrap items-center gap-2 px-5 py-4">
      <h3 className="min-w-0 flex-1 basis-60 truncate">
        {mailbox.name} <span className="font-normal text-ink-2">{mailbox.address}</span>
      </h3>
      {mailbox.demo && <Chip tone="line">{t('mail.demo')}</Chip>}
      {mailbox.imap && (
        <Chip tone="neutral" icon={<Inbox aria-hidden="true" />}>
          {t('mail.fetches', { host: mailbox.imap.host })}
        </Chip>
      )}
      {mailbox.smtp ? (
        <Chip tone="neutral" icon={<Send aria-hidden="true" />}>
          {t('mail.sends', { host: mailbox.smtp.host })}
        </Chip>
      ) : (
        <Chip tone="amber" icon={<MailX aria-hidden="true" />}>
          {t('mail.captured')}
        </Chip>
      )}
      {remove && (
        <>
          <Button size="sm" variant="ghost" onClick={() => ask(true)}>
            {t('mail.remove')}
          </Button>
          <Dialog
            open={asking}
            onOpenChange={ask}
            title={t('mail.removeTitle', { address: mailbox.address })}
            description={t('mail.removeBody')}
            footer={
              <>
                <Button onClick={() => ask(false)}>{t('cancel')}</Button>
                <Button variant="danger" disabled={pending} onClick={() => run(remove)}>
                  {t('mail.remove')}
                </Button>
              </>
            }
          />
        </>
      )}
    </div>
  );
}
