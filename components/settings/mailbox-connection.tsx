'use client';
import { CalendarClock, Link2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import type { MailProvider } from '#db/schema/channels.ts';
import type { FormState } from './form-state.ts';

export type Offer = { key: MailProvider; name: string };

/** A mailbox at Google or Microsoft: connect it, connect it again, let it go. @param offers providers that an app is registered with. */
export function MailboxConnection({
  connected,
  offers,
  connect,
  disconnect,
}: {
  /** `endsAt`: only when the provider ends it soon. */
  connected: (Offer & { endsAt: string | null }) | null;
  offers: Offer[];
  connect: (provider: MailProvider) => Promise<FormState>;
  disconnect: () => Promise<FormState>;
}) {
  const t = useTranslations('settings.mail');
  const [pending, start] = useTransition();
  const run = (work: () => Promise<FormState>) =>
    start(async () => {
      const { error, done } = await work();
      if (error) toast.error(error);
      else if (done) toast.success(done);
    });
  return (
    <div className="flex flex-col gap-3 p-5">
      <h4>{t('connection')}</h4>
      {connected ? (
        <p className="flex items-start gap-2 text-ink-2">
          <Link2 aria-hidden="true" className="mt-0.5 flex-none text-ink-3" />
          {t('connectedWith', { name: connected.name })}
        </p>
      ) : (
        <p className="text-ink-2">{t(offers.length > 0 ? 'connectionBody' : 'connectionNone')}</p>
      )}
      {connected?.endsAt && (
        <p className="flex items-start gap-2 text-amber">
          <CalendarClock aria-hidden="true" className="mt-0.5 flex-none" />
          {t('connectionEnds', { name: connected.name, day: connected.endsAt })}
        </p>
      )}
      {(offers.length > 0 || connected) && (
        <div className="flex flex-wrap gap-2">
          {offers.map(({ key, name }) => (
            <Button key={key} disabled={pending} onClick={() => run(() => connect(key))}>
              {t(connected?.key === key ? 'connectAgain' : 'connectWith', { name })}
            </Button>
          ))}
          {connected && (
            <Button variant="ghost" disabled={pending} onClick={() => run(disconnect)}>
              {t('disconnect')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
