'use client';
import { CircleAlert, CircleCheck, CircleHelp, Clock, LoaderCircle, RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ComponentProps, useState } from 'react';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { clock, useSecondsUntil } from '#components/ui/use-seconds-until.ts';
import type { Delivery } from '#lib/conversations/conversation-view.ts';
import { Refused, tell } from './ask.ts';
import { useInbox } from './inbox-context.ts';

const LOOK = {
  queued: { icon: Clock, tone: 'text-ink-3' },
  sending: { icon: LoaderCircle, tone: 'text-ink-3' },
  retry: { icon: RotateCw, tone: 'text-amber' },
  sent: { icon: CircleCheck, tone: 'text-ink-3' },
  uncertain: { icon: CircleHelp, tone: 'text-amber' },
  failed: { icon: CircleAlert, tone: 'text-rose' },
  cancelled: { icon: Clock, tone: 'text-ink-3' },
} as const;

const RETURNED = {
  hard: { icon: CircleAlert, tone: 'text-rose' },
  soft: { icon: CircleAlert, tone: 'text-amber' },
  complaint: { icon: CircleAlert, tone: 'text-amber' },
} as const;

/** Where a reply is on its way. While it still waits it can be taken back; when nobody knows, or it failed, a person decides. */
export function DeliveryLine({ delivery, onChanged }: { delivery: Delivery; onChanged: () => Promise<void> }) {
  const t = useTranslations('inbox');
  const common = useTranslations('common');
  const { mayWrite } = useInbox();
  const seconds = useSecondsUntil(delivery.status === 'queued' ? delivery.dueAt : null);
  const { icon: Icon, tone } = delivery.returned ? RETURNED[delivery.returned.kind] : LOOK[delivery.status];
  const [acting, setActing] = useState(false);
  const mayUndo = (delivery.status === 'queued' && seconds > 0) || delivery.status === 'retry';
  const stuck = delivery.status === 'failed' || delivery.status === 'uncertain';
  const bad = stuck || delivery.status === 'retry';

  const act = async (what: 'undo' | 'resend' | 'arrival' | 'stop' | 'hurry' | 'allow', done: string) => {
    setActing(true);
    try {
      await tell(`outbox/${delivery.outboxId}/${what}`, {});
      toast(done);
    } catch (error) {
      toast.error(error instanceof Refused && error.said ? error.said : t('failed'));
    }
    await onChanged();
    setActing(false);
  };

  const words = delivery.returned
    ? t(`delivery.returned.${delivery.returned.kind}`, {
        recipient: delivery.returned.recipient || t('delivery.aRecipient'),
      })
    : delivery.status === 'queued'
      ? seconds > 0
        ? delivery.aboutToGo
          ? t('delivery.goesIn', { time: clock(seconds) })
          : t('delivery.queued', { seconds })
        : t('delivery.leaving')
      : t(`delivery.${delivery.status}`, { attempts: delivery.attempts });
  return (
    <div className={`mt-2.5 flex items-start gap-1.5 text-sm ${tone}`}>
      <Icon aria-hidden="true" className="mt-[2.5px] size-3" />
      <div className="min-w-0 flex-1">
        <span className="tabular-nums">{words}</span>
        {mayUndo && mayWrite && delivery.aboutToGo && (
          <span className="ml-2 inline-flex gap-2">
            <TextButton disabled={acting} onClick={() => void act('stop', t('done.taken'))}>
              {t('delivery.stop')}
            </TextButton>
            <TextButton disabled={acting} onClick={() => void act('hurry', t('done.hurried'))}>
              {t('delivery.hurry')}
            </TextButton>
          </span>
        )}
        {mayUndo && mayWrite && !delivery.aboutToGo && (
          <span className="ml-2">
            <TextButton disabled={acting} onClick={() => void act('undo', t('done.taken'))}>
              {common('undo')}
            </TextButton>
          </span>
        )}
        {bad && delivery.lastResponse && (
          <p className="break-words text-ink-2">
            {/^[245]\d\d\b/.test(delivery.lastResponse)
              ? t('delivery.said', { response: delivery.lastResponse.slice(0, 500) })
              : delivery.lastResponse}
          </p>
        )}
        {delivery.returned && delivery.returned.kind !== 'complaint' && delivery.returned.words && (
          <p className="break-words text-ink-2">{t('delivery.said', { response: delivery.returned.words })}</p>
        )}
        {delivery.held.length > 0 && (stuck || delivery.returned) && (
          <p className="break-words text-ink-2">
            {t('delivery.held', { addresses: delivery.held.join(', ') })}{' '}
            {mayWrite && (
              <TextButton disabled={acting} onClick={() => void act('allow', t('done.allowed'))}>
                {t('delivery.allow')}
              </TextButton>
            )}
          </p>
        )}
        {stuck && mayWrite && (
          <div className="mt-1.5 flex flex-wrap gap-1.5">
            <Button size="sm" disabled={acting} onClick={() => void act('resend', t('done.again'))}>
              {t('delivery.again')}
            </Button>
            {delivery.status === 'uncertain' && (
              <Button size="sm" disabled={acting} onClick={() => void act('arrival', t('done.arrived'))}>
                {t('delivery.arrived')}
              </Button>
            )}
          </div>
        )}
      </div>
    </div>
  );
}

function TextButton(props: ComponentProps<'button'>) {
  return <button type="button" className="font-medium text-ink underline underline-offset-2" {...props} />;
}
