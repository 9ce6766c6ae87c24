'use client';
import {
  CalendarClock,
  CircleAlert,
  CircleCheck,
  CircleHelp,
  Clock,
  Hand,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
  RotateCw,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { ExactTime, shortly } from '#components/ui/exact-time.tsx';
import { clock, useSecondsUntil } from '#components/ui/use-seconds-until.ts';
import type { Delivery, FileView } from '#lib/conversations/conversation-view.ts';
import { Refused, tell } from './ask.ts';
import { useInbox } from './inbox-context.ts';
import { PickTime } from './pick-time.tsx';

/** A reply that is back with its writer. */
export type TakenBack = { body: string; proposalId: number | null; files: FileView[] };

type Look = { icon: LucideIcon; tone: string };
const LOOK: Record<Delivery['status'], Look> = {
  queued: { icon: Clock, tone: 'text-ink-3' },
  held: { icon: Hand, tone: 'text-amber' },
  sending: { icon: LoaderCircle, tone: 'text-ink-3' },
  retry: { icon: RotateCw, tone: 'text-amber' },
  sent: { icon: CircleCheck, tone: 'text-ink-3' },
  uncertain: { icon: CircleHelp, tone: 'text-amber' },
  failed: { icon: CircleAlert, tone: 'text-rose' },
  cancelled: { icon: Clock, tone: 'text-ink-3' },
};

const RETURNED = {
  hard: { icon: CircleAlert, tone: 'text-rose' },
  soft: { icon: CircleAlert, tone: 'text-amber' },
  complaint: { icon: CircleAlert, tone: 'text-amber' },
} as const;

/** Where a reply is on its way. While it still waits it can be taken back or hurried; when nobody knows, or it failed, a person decides. */
export function DeliveryLine({
  delivery,
  onChanged,
  onTakenBack,
}: {
  delivery: Delivery;
  onChanged: () => Promise<void>;
  onTakenBack: (reply: TakenBack) => void;
}) {
  const t = useTranslations('inbox');
  const { mayWrite } = useInbox();
  const seconds = useSecondsUntil(delivery.status === 'queued' ? delivery.dueAt : null);
  const state = stateOf(delivery, seconds);
  const { icon: Icon, tone } = lookOf(delivery, state);
  const [acting, setActing] = useState(false);
  const stuck = state === 'failed' || state === 'uncertain';

  const act = async (what: Action, done: string, body: object = {}) => {
    setActing(true);
    try {
      const back = await tell<{ reply?: TakenBack | null }>(`outbox/${delivery.outboxId}/${what}`, body);
      if (what === 'undo' && back.reply) onTakenBack(back.reply);
      toast(done);
    } catch (error) {
      toast.error(error instanceof Refused && error.said ? error.said : t('failed'));
    }
    await onChanged();
    setActing(false);
  };

  const said = saidBy(delivery, state);
  return (
    <div className={`mt-2.5 flex items-start gap-1.5 text-sm ${tone}`}>
      <Icon aria-hidden="true" className="mt-[2.5px] size-3" />
      <div className="min-w-0 flex-1">
        <span className="break-words tabular-nums">
          <Words delivery={delivery} state={state} seconds={seconds} />
        </span>{' '}
        {/* What the server does not know yet cannot be taken back. */}
        {mayWrite && delivery.outboxId > 0 && <Choices delivery={delivery} state={state} acting={acting} act={act} />}
        {said && (
          <p className="break-words text-ink-2">
            {/^[245]\d\d\b/.test(said) ? t('delivery.said', { response: said.slice(0, 500) }) : said}
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
            {state === 'uncertain' && (
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

type Action = 'undo' | 'resend' | 'arrival' | 'stop' | 'hurry' | 'allow' | 'schedule';
type Act = (what: Action, done: string, body?: object) => Promise<void>;

/** What people need to tell apart; most are the outbox's own words. */
type State = Delivery['status'] | 'returned' | 'undoable' | 'aboutToGo' | 'scheduled' | 'paused' | 'turn';

function stateOf(delivery: Delivery, seconds: number): State {
  const { status, waits } = delivery;
  if (delivery.returned) return 'returned';
  if (waits) return waits.until ? 'paused' : status === 'retry' ? 'retry' : 'turn';
  if (status !== 'queued' || seconds === 0) return status;
  if (delivery.aboutToGo) return 'aboutToGo';
  return delivery.sendAt ? 'scheduled' : 'undoable';
}

function lookOf(delivery: Delivery, state: State): Look {
  if (delivery.returned) return RETURNED[delivery.returned.kind];
  if (state === 'scheduled') return { icon: CalendarClock, tone: 'text-ink-2' };
  if (state === 'paused') return { icon: Hourglass, tone: 'text-amber' };
  return LOOK[delivery.status];
}

/** What a server said, where that explains the state. */
function saidBy(delivery: Delivery, state: State): string | null {
  if (state === 'paused') return delivery.waits?.words ?? null;
  return state === 'failed' || state === 'uncertain' || state === 'retry' ? delivery.lastResponse : null;
}

function Words({ delivery, state, seconds }: { delivery: Delivery; state: State; seconds: number }): ReactNode {
  const t = useTranslations('inbox.delivery');
  const { waits } = delivery;
  const time = (at: string | null) => ({ time: () => <ExactTime at={at ?? delivery.dueAt} /> });
  switch (state) {
    case 'returned':
      return t(`returned.${delivery.returned?.kind ?? 'hard'}`, {
        recipient: delivery.returned?.recipient || t('aRecipient'),
      });
    case 'scheduled':
      return t.rich('scheduled', time(delivery.sendAt));
    case 'held':
      return t.rich(`heldBecause.${delivery.heldBecause ?? 'customer_wrote'}`, time(delivery.sendAt));
    case 'paused':
      return t.rich(`paused.${waits?.lane ?? 'server'}`, { name: waits?.name ?? '', ...time(waits?.until ?? null) });
    case 'turn':
      return t('turn', { name: waits?.name ?? '' });
    case 'retry':
      return t.rich('retry', { attempts: delivery.attempts, ...time(delivery.dueAt) });
    case 'aboutToGo':
      return t('goesIn', { time: clock(seconds) });
    case 'undoable':
      return t('queued', { seconds });
    case 'queued':
      return t('leaving');
    default:
      return t(state);
  }
}

/** What may be done about a reply that has not left. */
function Choices({
  delivery,
  state,
  acting,
  act,
}: {
  delivery: Delivery;
  state: State;
  acting: boolean;
  act: Act;
}): ReactNode {
  const t = useTranslations('inbox');
  const common = useTranslations('common');
  const [picking, setPicking] = useState(false);
  const button = (label: string, what: Action, done: string) => (
    <TextButton disabled={acting} onClick={() => void act(what, done)}>
      {label}
    </TextButton>
  );
  const row = (...buttons: ReactNode[]) => <span className="inline-flex flex-wrap gap-x-2">{buttons}</span>;
  switch (state) {
    case 'aboutToGo':
      return row(
        <span key="stop">{button(t('delivery.stop'), 'stop', t('done.taken'))}</span>,
        <span key="hurry">{button(t('delivery.hurry'), 'hurry', t('done.hurried'))}</span>,
      );
    case 'undoable':
      return row(<span key="undo">{button(common('undo'), 'undo', t('done.taken'))}</span>);
    case 'turn':
    case 'paused':
    case 'retry':
      return row(
        <span key="now">{button(t('delivery.tryNow'), 'hurry', t('done.tried'))}</span>,
        <span key="undo">{button(common('undo'), 'undo', t('done.taken'))}</span>,
      );
    case 'scheduled':
    case 'held': {
      const sendAt = new Date(delivery.sendAt ?? delivery.dueAt);
      return (
        <>
          {row(
            <span key="now">
              {button(t(state === 'held' ? 'delivery.sendAnyway' : 'delivery.hurry'), 'hurry', t('done.leaves'))}
            </span>,
            <TextButton key="time" disabled={acting} onClick={() => setPicking(true)}>
              {t('delivery.changeTime')}
            </TextButton>,
            <span key="undo">{button(t('delivery.toDraft'), 'undo', t('done.taken'))}</span>,
          )}
          {picking && (
            <PickTime
              title={t('delivery.changeTime')}
              action={t('compose.schedule')}
              initial={sendAt > new Date() ? sendAt : undefined}
              onPick={(at) =>
                void act('schedule', t('done.scheduled', { time: shortly(at) }), { sendAt: at.toISOString() })
              }
              onClose={() => setPicking(false)}
            />
          )}
        </>
      );
    }
    default:
      return null;
  }
}

function TextButton(props: ComponentProps<'button'>) {
  return <button type="button" className="font-medium text-ink underline underline-offset-2" {...props} />;
}
