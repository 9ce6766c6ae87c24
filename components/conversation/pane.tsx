'use client';
// One conversation: what was said and happened, the composer, and beside it who the customer is.
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useCommands } from '#components/shell/commands.ts';
import { useShortcuts } from '#components/shell/shortcuts.ts';
import type { ConversationView } from '#lib/conversations/conversation-view.ts';
import { Composer, type ComposerHandle } from './composer.tsx';
import type { TakenBack } from './delivery.tsx';
import { useInbox } from './inbox-context.ts';
import { MoveDialog } from './move-dialog.tsx';
import { PaneHeader } from './pane-header.tsx';
import type { PaneMenu } from './pane-menu.ts';
import { SidePanel } from './side-panel.tsx';
import { TagDialog } from './tag-dialog.tsx';
import { Thread } from './thread.tsx';
import { useActions } from './use-actions.ts';
import { useConversation } from './use-conversation.ts';
import { useMovedByOthers } from './use-moved-by-others.ts';
import { usePresence } from './use-presence.ts';

export function ConversationPane({ initial, workspaceName }: { initial: ConversationView; workspaceName: string }) {
  const t = useTranslations('inbox');
  const palette = useTranslations('shell.palette');
  const open = useConversation(initial);
  const { conversation } = open;
  const { mayWrite, list, teams, mailboxes } = useInbox();
  const actions = useActions(open);
  const typed = usePresence(conversation.id);
  useMovedByOthers(conversation);
  const composer = useRef<ComposerHandle>(null);
  const takenBack = useCallback((reply: TakenBack) => composer.current?.takeBack(reply), []);
  const [menu, setMenu] = useState<PaneMenu>(null);
  const isOpen =
    conversation.status === 'open' || conversation.status === 'pending' || conversation.status === 'snoozed';

  useEffect(() => {
    list.patch(conversation.id, (row) => (row.unread ? { ...row, unread: false } : row));
  }, [list, conversation.id]);

  const toggleClosed = () => void (isOpen ? actions.close() : actions.reopen());
  useShortcuts(
    {
      e: toggleClosed,
      r: () => composer.current?.focus('reply'),
      n: () => composer.current?.focus('note'),
      s: () => setMenu('snooze'),
      i: () => setMenu('assign'),
      l: () => setMenu('tags'),
      ...(mailboxes.length > 1 ? { m: () => setMenu('move') } : {}),
    },
    mayWrite,
  );
  const group = palette('conversation');
  useCommands(
    mayWrite
      ? [
          { id: 'close', group, label: t(isOpen ? 'close' : 'reopen'), keys: 'E', run: toggleClosed },
          { id: 'reply', group, label: t('compose.reply'), keys: 'R', run: () => composer.current?.focus('reply') },
          { id: 'later', group, label: t('compose.sendLater'), run: () => composer.current?.later() },
          { id: 'note', group, label: t('compose.addNote'), keys: 'N', run: () => composer.current?.focus('note') },
          { id: 'assign', group, label: t('assign'), keys: 'I', run: () => setMenu('assign') },
          { id: 'snooze', group, label: t('snooze'), keys: 'S', run: () => setMenu('snooze') },
          { id: 'tags', group, label: t('tags.title'), keys: 'L', run: () => setMenu('tags') },
          ...(mailboxes.length > 1
            ? [{ id: 'move', group, label: t('move.open'), keys: 'M', run: () => setMenu('move') }]
            : []),
          ...teams
            .filter((one) => one.id !== conversation.teamId)
            .map((one) => ({
              id: `team-${one.id}`,
              group,
              label: t('team.give', { name: one.name }),
              run: () => void actions.team(one.id),
            })),
          ...(conversation.teamId === null
            ? []
            : [{ id: 'no-team', group, label: t('team.takeOut'), run: () => void actions.team(null) }]),
          { id: 'spam', group, label: t('spam'), run: () => void actions.spam() },
        ]
      : [],
  );

  return (
    <>
      <section aria-label={conversation.subject || t('noSubject')} className="flex min-h-0 min-w-0 flex-1 flex-col">
        <PaneHeader conversation={conversation} isOpen={isOpen} actions={actions} menu={menu} onMenu={setMenu} />
        <Thread
          conversation={conversation}
          workspaceName={workspaceName}
          onEarlier={open.showEarlier}
          onChanged={open.refresh}
          onTakenBack={takenBack}
        />
        {mayWrite ? (
          <Composer ref={composer} open={open} onTyped={typed} />
        ) : (
          <p className="border-t px-7 py-3 text-ink-3">{t('readOnly')}</p>
        )}
      </section>
      <SidePanel
        conversation={conversation}
        shown={menu === 'details'}
        onHide={() => setMenu(null)}
        onTags={() => setMenu('tags')}
        onMove={() => setMenu('move')}
        onTeam={(teamId) => void actions.team(teamId)}
        onChanged={open.refresh}
      />
      {menu === 'move' && (
        <MoveDialog
          mailboxes={mailboxes}
          current={conversation.mailboxId}
          onMove={(to) => void actions.move(to)}
          onClose={() => setMenu(null)}
        />
      )}
      {menu === 'tags' && (
        <TagDialog tags={conversation.tags} onSave={(tags) => void actions.tag(tags)} onClose={() => setMenu(null)} />
      )}
    </>
  );
}
