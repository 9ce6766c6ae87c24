'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import type { MailboxSettings } from '#lib/channels/mailboxes.ts';
import { FormFooter } from './form-footer.tsx';
import { ImapFields } from './imap-fields.tsx';
import { type FormAction, useActionForm } from './use-action-form.ts';

/** Whether a mailbox's mail is fetched, and from where. @param today `YYYY-MM-DD`, what "since" begins with. */
export function ImapForm({ mailbox, today, action }: { mailbox: MailboxSettings; today: string; action: FormAction }) {
  const t = useTranslations('settings');
  const { form, pending, state, errorFor } = useActionForm(action);
  const [fetch, choose] = useState<'no' | 'imap'>(mailbox.imap ? 'imap' : 'no');
  const [intent, setIntent] = useState<'save' | 'test'>('save');
  return (
    <form {...form} className="flex flex-col gap-4 p-5">
      <div className="flex flex-col items-start gap-1.5">
        <h4>{t('mail.imap')}</h4>
        <Segmented
          label={t('mail.imap')}
          value={fetch}
          onChange={choose}
          options={[
            { value: 'no', label: t('mail.imapNo') },
            { value: 'imap', label: t('mail.imapYes') },
          ]}
        />
        <input type="hidden" name="fetch" value={fetch} />
        <p className="text-sm text-ink-3">{t(fetch === 'imap' ? 'mail.imapBody' : 'mail.imapNoBody')}</p>
      </div>
      {fetch === 'imap' && (
        <ImapFields mailbox={mailbox} today={today} id={(name) => `imap-${name}-${mailbox.id}`} errorFor={errorFor} />
      )}
      {(fetch === 'imap' || mailbox.imap) && (
        <FormFooter error={errorFor()} done={pending ? undefined : state.done}>
          <Button type="submit" name="intent" value="save" disabled={pending} onClick={() => setIntent('save')}>
            {pending && intent === 'save' ? t('saving') : t('save')}
          </Button>
          {fetch === 'imap' && (
            <Button type="submit" name="intent" value="test" disabled={pending} onClick={() => setIntent('test')}>
              {pending && intent === 'test' ? t('mail.imapTesting') : t('mail.imapTest')}
            </Button>
          )}
        </FormFooter>
      )}
    </form>
  );
}
