'use client';
import { useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { Invite } from '#lib/agents/invites.ts';
import type { FormState } from './form-state.ts';

export function OpenInvites({
  invites,
  withdraw,
}: {
  invites: Invite[];
  withdraw: (id: number) => Promise<FormState>;
}) {
  const t = useTranslations('people');
  const [pending, start] = useTransition();
  return (
    <ul className="divide-y divide-line">
      {invites.map(({ id, email, role, expiresAt }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
          <span className="min-w-0 flex-1 basis-48 truncate font-medium">{email}</span>
          <span className="text-ink-2">{t(`role.${role}`)}</span>
          <span className="text-ink-3">
            {t('expires')} <TimeAgo at={expiresAt} />
          </span>
          <Button
            size="sm"
            variant="ghost"
            disabled={pending}
            aria-label={t('withdrawLabel', { email })}
            onClick={() =>
              start(async () => {
                const { error } = await withdraw(id);
                if (error) toast.error(error);
              })
            }
          >
            {t('withdraw')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
