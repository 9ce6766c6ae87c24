'use client';
import {
  AlarmClock,
  Ban,
  CalendarClock,
  CircleAlert,
  CircleCheck,
  FolderInput,
  Hand,
  Headset,
  Link2,
  type LucideIcon,
  OctagonAlert,
  RotateCcw,
  Sparkles,
  Stamp,
  Star,
  Tag,
  ThumbsDown,
  Undo2,
  UserRound,
} from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { memo, type ReactNode } from 'react';
import { languageName } from '#components/ui/language-name.ts';
import { sure } from '#components/ui/sure.ts';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { EventView } from '#lib/conversations/conversation-view.ts';
import { useInbox } from './inbox-context.ts';

const ICON: Record<string, LucideIcon> = {
  'conversation.linked': Link2,
  'conversation.assigned': UserRound,
  'conversation.closed': CircleCheck,
  'conversation.reopened': RotateCcw,
  'conversation.snoozed': AlarmClock,
  'conversation.woke': AlarmClock,
  'conversation.marked_spam': OctagonAlert,
  'conversation.unfiltered': OctagonAlert,
  'conversation.moved': FolderInput,
  'conversation.teamed': Headset,
  'conversation.tagged': Tag,
  'conversation.topic_changed': Tag,
  'conversation.language_changed': Tag,
  'conversation.mood_changed': Tag,
  'message.scheduled': CalendarClock,
  'message.rescheduled': CalendarClock,
  'message.held': Hand,
  'message.undone': Undo2,
  'message.failed': CircleAlert,
  'message.uncertain': CircleAlert,
  'message.resent': RotateCcw,
  'message.confirmed': CircleCheck,
  'message.returned_hard': CircleAlert,
  'message.returned_soft': CircleAlert,
  'message.returned_complaint': CircleAlert,
  'address.suppressed': Ban,
  'address.allowed': RotateCcw,
  'person.requested': Hand,
  'customer.solved': CircleCheck,
  'customer.rated': Star,
  'customer.unhelpful': ThumbsDown,
  'ai.failed': CircleAlert,
  'review.undone': Undo2,
};

/** What happened, in words. */
export const EventLine = memo(function EventLine({ event }: { event: EventView }) {
  const words = useWords(event);
  const reason = useReason(event);
  const t = useTranslations('events');
  if (!words) return null;
  const Icon = ICON[event.event] ?? (event.event.startsWith('review.') ? Stamp : Sparkles);
  return (
    <p className="flex items-start gap-2 px-[18px] text-sm text-ink-3">
      <Icon aria-hidden="true" className="mt-[2.5px] size-[13px]" />
      <span className="min-w-0">
        {words}
        {reason && <> · {reason}</>}
        {' · '}
        <TimeAgo at={event.at} />
        {event.runId !== null && (
          <>
            {' · '}
            <Link href={`/why/${event.runId}` as Route} className="underline underline-offset-2 hover:text-ink">
              {t('why')}
            </Link>
          </>
        )}
      </span>
    </p>
  );
});

function useWords(event: EventView): ReactNode {
  const t = useTranslations('events');
  const { teammates } = useInbox();
  const who = event.agentName ?? t('somebody');
  const { data } = event;
  switch (event.event) {
    case 'conversation.linked': {
      const number = Number(data.conversationId);
      return t.rich('conversation.linked', {
        number,
        a: (children) => (
          <Link href={`/inbox/open/${number}` as Route} className="underline underline-offset-2 hover:text-ink">
            {children}
          </Link>
        ),
      });
    }
    case 'conversation.assigned': {
      if (data.assigneeId === null) return t('conversation.unassigned', { who });
      if (data.assigneeId === event.agentId) return t('conversation.took', { who });
      const assignee = teammates.find((one) => one.id === data.assigneeId)?.name ?? t('somebody');
      return t('conversation.assigned', { who, assignee });
    }
    case 'conversation.snoozed':
      return t('conversation.snoozed', { who, until: timeOf(data.until) });
    case 'conversation.marked_spam':
      return data.filter
        ? t('conversation.filtered', { filter: String(data.filter) })
        : t('conversation.marked_spam', { who });
    case 'conversation.moved':
      return [
        t(data.from ? 'conversation.moved' : 'conversation.movedHere', {
          who,
          from: String(data.from ?? ''),
          to: String(data.to),
        }),
        Number(data.waiting) > 0 &&
          t('conversation.stillLeaving', { n: Number(data.waiting), from: String(data.from ?? '') }),
      ]
        .filter(Boolean)
        .join('. ');
    case 'conversation.teamed': {
      const team = String(data.team ?? '');
      if (data.teamId === null) return t('conversation.unteamed', { who });
      if (event.actor === 'system') return t('conversation.teamedByMailbox', { team });
      return t(data.unassigned ? 'conversation.teamedFreed' : 'conversation.teamed', { who, team });
    }
    case 'conversation.tagged':
      return t('conversation.tagged', {
        who,
        tags: [...listOf(data.added, '+'), ...listOf(data.removed, '−')].join(', '),
      });
    case 'conversation.language_changed':
      return t('conversation.language_changed', { who, language: languageName(String(data.language)) });
    case 'conversation.mood_changed':
      return t('conversation.mood_changed', { who, mood: String(data.mood) });
    case 'message.scheduled':
    case 'message.rescheduled':
      return t(event.event, { who, time: timeOf(data.at) });
    case 'message.held':
      return t(data.because === 'put_away' ? 'message.heldAway' : 'message.held');
    case 'message.hurried':
      return t(data.by === 'person' ? 'message.sentNow' : 'message.hurried', { who });
    case 'customer.rated':
      return t('customer.rated', { rating: Number(data.rating) });
    case 'message.undone':
      return event.agentName ? t('message.undone', { who }) : t('message.takenBack');
    case 'review.rejected':
      return t(data.reason === 'stopped' ? 'review.stopped' : 'review.rejected', { who });
    case 'review.stale':
      return data.personAsked ? t('review.setAside') : t('review.stale');
    case 'person.requested':
      return event.actor === 'agent' ? t('person.taken', { who }) : t('person.requested');
    default:
      // An event without a sentence is not for the timeline.
      return t.has(event.event) ? t(event.event, { who, topic: String(data.topic ?? '') }) : null;
  }
}

type Reason = { code: string; tone: string; data?: Record<string, string | number> };

/** The weightiest reason (they come in that order) that kept the AI from sending, and how sure it was. */
function useReason(event: EventView): string | null {
  const t = useTranslations();
  if (event.event.startsWith('message.returned_'))
    return event.data.words ? t('events.message.said', { words: String(event.data.words).slice(0, 300) }) : null;
  if (!event.event.startsWith('ai.')) return null;
  const reasons = Array.isArray(event.data.reasons) ? (event.data.reasons as Reason[]) : [];
  const first = reasons.find((reason) => reason.tone !== 'ok');
  const key = first && `reasons.${first.code}.title`;
  const howSure =
    typeof event.data.confidence === 'number'
      ? t('events.ai.sure', { percent: `${sure(event.data.confidence)}%` })
      : null;
  const why = key && t.has(key) ? t(key, first.data) : null;
  return [howSure, why].filter(Boolean).join(' · ') || null;
}

function timeOf(iso: unknown): string {
  const date = new Date(String(iso));
  return Number.isNaN(date.getTime())
    ? ''
    : date.toLocaleString('en-GB', {
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        hour: '2-digit',
        minute: '2-digit',
      });
}

function listOf(tags: unknown, sign: string): string[] {
  return Array.isArray(tags) ? tags.map((tag) => `${sign}${tag}`) : [];
}
