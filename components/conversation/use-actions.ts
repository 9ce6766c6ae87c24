'use client';
// What can be done with the open conversation. Each shows at once, can be undone, and rolls back with a sentence when it fails.
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import type { ConversationStatus } from '#db/schema/conversations.ts';
import type { ConversationView } from '#lib/conversations/conversation-view.ts';
import type { ListRow } from '#lib/conversations/list.ts';
import type { Moved } from '#lib/conversations/move.ts';
import { Refused, tell } from './ask.ts';
import { belongs } from './belongs.ts';
import { type Mailbox, useInbox } from './inbox-context.ts';
import { offerUndo } from './undo.ts';
import type { Open } from './use-conversation.ts';

const UNDO_SECONDS = 10;

export type Actions = ReturnType<typeof useActions>;

export function useActions({ conversation, attempt }: Open) {
  const t = useTranslations('inbox');
  const common = useTranslations('common');
  const { view, me, teammates, teams, list, advance } = useInbox();
  const { id } = conversation;
  const path = `conversations/${id}`;

  /** What the server answered; null when it did not work. */
  async function act<T>(
    body: object,
    change: Partial<ConversationView> & Partial<ListRow>,
    stay = false,
  ): Promise<{ answer: T } | null> {
    const { status, assigneeId, teamId } = conversation;
    const next = { status, assigneeId, teamId, ...change };
    const leaves = !belongs(next, view, me.id);
    if (leaves && !stay) advance(id);
    const rollBack = list.patch(id, (row) => (leaves ? null : { ...row, ...change }));
    try {
      const answer = await attempt(
        (now) => ({ ...now, ...change }),
        () => tell<T>(path, body),
      );
      return { answer };
    } catch (error) {
      rollBack();
      toast.error(error instanceof Refused && error.said ? error.said : t('failed'));
      return null;
    }
  }

  async function changeStatus(to: Extract<ConversationStatus, 'open' | 'closed' | 'spam'>): Promise<void> {
    const from = conversation.status;
    const was = conversation.snoozedUntil;
    if (!(await act({ do: 'status', to }, { status: to, snoozedUntil: null }))) return;
    offerUndo(t(`done.${to}`, { number: id }), common('undo'), UNDO_SECONDS, () => goBack(from, was));
  }

  async function goBack(from: ConversationStatus, until: string | null): Promise<void> {
    const body =
      from === 'snoozed' ? { do: 'snooze', until } : { do: 'status', to: from === 'pending' ? 'open' : from };
    await act(body, { status: from, snoozedUntil: until }, true);
  }

  function toTeam(teamId: number | null) {
    const teamName = teams.find((one) => one.id === teamId)?.name ?? null;
    return act({ do: 'team', teamId }, { teamId, teamName }, true);
  }

  /** A team or a mailbox may have taken it from somebody. */
  async function putBack({ teamId, assigneeId }: { teamId: number | null; assigneeId: number | null }): Promise<void> {
    const assigneeName = teammates.find((one) => one.id === assigneeId)?.name ?? null;
    if (await toTeam(teamId)) await act({ do: 'assign', assigneeId }, { assigneeId, assigneeName }, true);
  }

  return {
    close: () => changeStatus('closed'),
    reopen: () => changeStatus('open'),
    spam: () => changeStatus('spam'),
    async snooze(until: Date): Promise<void> {
      const { status, snoozedUntil } = conversation;
      const iso = until.toISOString();
      if (!(await act({ do: 'snooze', until: iso }, { status: 'snoozed', snoozedUntil: iso }))) return;
      offerUndo(t('done.snoozed', { number: id }), common('undo'), UNDO_SECONDS, () => goBack(status, snoozedUntil));
    },
    async assign(assigneeId: number | null): Promise<void> {
      const before = conversation.assigneeId;
      const nameOf = (agentId: number | null) => teammates.find((one) => one.id === agentId)?.name ?? null;
      const give = (to: number | null) =>
        act({ do: 'assign', assigneeId: to }, { assigneeId: to, assigneeName: nameOf(to) }, true);
      if (before === assigneeId || !(await give(assigneeId))) return;
      const name = nameOf(assigneeId);
      offerUndo(name ? t('done.assigned', { name }) : t('done.unassigned'), common('undo'), UNDO_SECONDS, () =>
        give(before),
      );
    },
    async team(teamId: number | null): Promise<void> {
      const before = { teamId: conversation.teamId, assigneeId: conversation.assigneeId };
      if (before.teamId === teamId || !(await toTeam(teamId))) return;
      const name = teams.find((one) => one.id === teamId)?.name;
      offerUndo(name ? t('done.teamed', { name }) : t('done.unteamed'), common('undo'), UNDO_SECONDS, () =>
        putBack(before),
      );
    },
    async move(to: Mailbox): Promise<void> {
      const { mailboxId, teamId, assigneeId } = conversation;
      const done = await act<Moved>({ do: 'move', mailboxId: to.id }, { mailboxId: to.id, mailbox: to.address }, true);
      if (!done) return;
      const { from, waiting } = done.answer;
      const words = t('done.moved', { address: to.address, n: waiting, from: from ?? '' });
      if (mailboxId === null) toast.success(words);
      else
        offerUndo(words, common('undo'), UNDO_SECONDS, async () => {
          if (await act({ do: 'move', mailboxId }, { mailboxId, mailbox: from }, true))
            await putBack({ teamId, assigneeId });
        });
    },
    async tag(tags: string[]): Promise<void> {
      await act({ do: 'tag', tags }, { tags }, true);
    },
  };
}
