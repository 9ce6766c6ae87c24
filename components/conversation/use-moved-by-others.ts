'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { toast } from 'sonner';
import type { ConversationView } from '#lib/conversations/conversation-view.ts';
import { useInbox } from './inbox-context.ts';

/** Says so when a colleague moves the open conversation to another mailbox: the reply that is being written leaves from there. */
export function useMovedByOthers({ timeline }: ConversationView): void {
  const t = useTranslations('inbox.move');
  const { me } = useInbox();
  const last = timeline.findLast((one) => one.type === 'event' && one.event === 'conversation.moved');
  const move = last?.type === 'event' ? last : undefined;
  const seen = useRef(move?.seq);
  useEffect(() => {
    if (!move || move.seq === seen.current) return;
    seen.current = move.seq;
    if (move.agentId !== me.id)
      toast.info(t('byOther', { name: move.agentName ?? t('somebody'), address: String(move.data.to) }));
  }, [move, me.id, t]);
}
