import { notFound } from 'next/navigation';
import { InboxFrame } from '#components/conversation/inbox-frame.tsx';
import { hasRole } from '#lib/agents/roles.ts';
import { listTeammates } from '#lib/agents/teammates.ts';
import { listTopics } from '#lib/conversations/correct.ts';
import { listConversations } from '#lib/conversations/list.ts';
import { isView } from '#lib/conversations/views.ts';
import { requireAgent } from '../../../session.ts';
import { requestWorkspace } from '../../../workspace.ts';

export default async function InboxLayout({ children, params }: LayoutProps<'/inbox/[view]'>) {
  const { view } = await params;
  if (!isView(view)) notFound();
  const agent = await requireAgent();
  const [initial, teammates, topics, { undoSeconds }] = await Promise.all([
    listConversations(agent, view),
    listTeammates(),
    listTopics(),
    requestWorkspace(),
  ]);
  return (
    <InboxFrame
      key={view}
      view={view}
      initial={initial}
      me={{ id: agent.id, name: agent.name }}
      mayWrite={hasRole(agent, 'agent')}
      teammates={teammates}
      topics={topics}
      undoSeconds={undoSeconds}
    >
      {children}
    </InboxFrame>
  );
}
