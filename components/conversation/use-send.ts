'use client';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { shortly } from '#components/ui/exact-time.tsx';
import type { ConversationView, MessageView } from '#lib/conversations/conversation-view.ts';
import { Refused, tell } from './ask.ts';
import type { TakenBack } from './delivery.tsx';
import { useInbox } from './inbox-context.ts';
import { offerUndo } from './undo.ts';
import type { Open } from './use-conversation.ts';
import type { Draft } from './use-draft.ts';

type Sent = { outboxId: number; dueAt: string };

type How = {
  leaveAs: 'pending' | 'closed';
  /** Null: as soon as it can. */
  sendAt: Date | null;
  /** What has to be over first. */
  after: Promise<void>;
};

/** The line that offers to take a scheduled reply back; the reply itself offers it until it leaves. */
const SCHEDULED_SECONDS = 10;

/** Sends what is in the composer. Shows at once; when the server refuses, everything is put back, the text with it. */
export function useSend(
  { conversation, attempt, refresh }: Open,
  restore: (draft: Draft) => void,
  onTakenBack: (reply: TakenBack) => void,
) {
  const t = useTranslations('inbox');
  const common = useTranslations('common');
  const { me, advance, list, undoSeconds } = useInbox();
  const { id } = conversation;
  const path = `conversations/${id}`;

  return async function send(draft: Draft, fileIds: number[], { leaveAs, sendAt, after }: How): Promise<void> {
    const note = draft.kind === 'note';
    const { suggestion } = conversation;
    // A reply to the AI's question answers that question.
    const proposalId = draft.proposalId ?? (suggestion?.kind === 'question' ? suggestion.proposalId : null);
    const body = note
      ? { do: 'note', body: draft.body }
      : { do: 'reply', body: draft.body, leaveAs, proposalId, attachmentIds: fileIds, sendAt };
    const shown = sketch(draft, me.name, conversation, undoSeconds, sendAt);
    if (leaveAs === 'closed' && !note) advance(id);
    try {
      const sent = await attempt(
        (now) => ({
          ...now,
          timeline: [...now.timeline, shown],
          draft: null,
          ...(note ? {} : { suggestion: null, status: leaveAs }),
        }),
        async () => {
          await after;
          return tell<Sent>(path, body);
        },
      );
      if (note) return;
      list.patch(id, (row) => ({ ...row, unread: false, lastAuthor: 'agent', review: null }));
      if (sendAt) {
        offerUndo(t('done.scheduled', { time: shortly(sendAt) }), common('undo'), SCHEDULED_SECONDS, () =>
          takeBack(sent),
        );
        return;
      }
      const seconds = Math.max(1, Math.round((new Date(sent.dueAt).getTime() - Date.now()) / 1000));
      if (undoSeconds > 0) offerUndo(t('done.sending', { seconds }), common('undo'), seconds, () => takeBack(sent));
    } catch (error) {
      restore(draft);
      toast.error(error instanceof Refused && error.said ? error.said : t('failed'));
    }
  };

  async function takeBack(sent: Sent): Promise<void> {
    try {
      const { reply } = await tell<{ reply: TakenBack | null }>(`outbox/${sent.outboxId}/undo`, {});
      if (reply) onTakenBack(reply);
      toast(t('done.taken'));
    } catch (error) {
      toast.error(error instanceof Refused && error.said ? error.said : t('failed'));
    }
    await refresh();
  }
}

/** The message as it will look, until the server has it. */
function sketch(
  draft: Draft,
  name: string,
  conversation: ConversationView,
  undoSeconds: number,
  sendAt: Date | null,
): MessageView {
  const note = draft.kind === 'note';
  const now = new Date();
  return {
    type: 'message',
    id: -now.getTime(),
    kind: note ? 'note' : 'outbound',
    author: draft.proposalId && !note ? 'ai' : 'agent',
    agentName: name,
    edited: draft.body.trim() !== conversation.suggestion?.body.trim(),
    body: draft.body,
    rendered: null,
    html: null,
    quoted: null,
    from: null,
    cc: [],
    replyTo: [],
    reached: [],
    automatic: null,
    verified: true,
    hiddenText: null,
    notes: [],
    files: [],
    delivery: note
      ? null
      : {
          outboxId: 0,
          status: 'queued',
          aboutToGo: false,
          dueAt: (sendAt ?? new Date(now.getTime() + undoSeconds * 1000)).toISOString(),
          sendAt: sendAt?.toISOString() ?? null,
          heldBecause: null,
          waits: null,
          attempts: 0,
          lastResponse: null,
          returned: null,
          held: [],
        },
    runId: null,
    confidence: null,
    hasSource: false,
    at: now.toISOString(),
  };
}
