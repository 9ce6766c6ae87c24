import { notFound } from 'next/navigation';
import { InboxFrame } from '#components/conversation/inbox-frame.tsx';
import { hasRole } from '#lib/agents/roles.ts';
import { listTeammates } from '#lib/agents/teammates.ts';
import { listTeams } from '#lib/agents/teams.ts';
import { listMailboxNames } from '#lib/channels/mailboxes.ts';
import { listTopics } from '#lib/conversations/correct.ts';
import { listConversations } from '#lib/conversations/list.ts';
import { isView, teamOfView } from '#lib/conversations/views.ts';
import { filesOrigin } from '#lib/platform/files-host.ts';
import { requireAgent } from '../../../session.ts';
import { requestWorkspace } from '../../../workspace.ts';

export default async function InboxLayout({ children, params }: LayoutProps<'/inbox/[view]'>) {
  const { view } = await params;
  if (!isView(view)) notFound();
  const agent = await requireAgent();
  const [initial, teammates, teams, mailboxes, topics, { undoSeconds }] = await Promise.all([
    listConversations(agent, view),
    listTeammates(),
    listTeams(),
    listMailboxNames(),
    listTopics(),
    requestWorkspace(),
  ]);
  const team = teamOfView(view);
  if (team && !teams.some(({ id }) => id === team.teamId)) notFound();
  return (
    <InboxFrame
      key={view}
      view={view}
      initial={initial}
      me={{ id: agent.id, name: agent.name }}
      mayWrite={hasRole(agent, 'agent')}
      teammates={teammates}
      teams={teams}
      mailboxes={mailboxes}
      topics={topics}
      undoSeconds={undoSeconds}
      filesOrigin={filesOrigin()}
    >
      {children}
    </InboxFrame>
  );
}
