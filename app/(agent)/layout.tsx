import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { LiveProvider } from '#components/shell/live.tsx';
import { Shell } from '#components/shell/shell.tsx';
import type { Theme } from '#components/shell/theme.ts';
import { Words } from '#components/shell/words.tsx';
import { hasRole } from '#lib/agents/roles.ts';
import { listTroubles } from '#lib/channels/health.ts';
import { someMailIsCaptured } from '#lib/channels/mailboxes.ts';
import { countViews } from '#lib/conversations/counts.ts';
import { newestEvent } from '#lib/conversations/feed.ts';
import { workerState } from '#lib/jobs/pulse.ts';
import { proxyUnknown } from '#lib/platform/client-ip.ts';
import { countPendingReviews } from '#lib/reviews/pending-count.ts';
import { countUndone } from '#lib/worker/undone.ts';
import { requireAgent } from '../session.ts';
import { requestWorkspace } from '../workspace.ts';
import { leave } from './leave.ts';

export default async function AgentLayout({ children }: { children: ReactNode }) {
  const agent = await requireAgent();
  const isAdmin = hasRole(agent, 'admin');
  const [after, counts, review, workspace, mailIsCaptured, troubles, worker, undone, jar, asked] = await Promise.all([
    newestEvent(),
    countViews(agent),
    countPendingReviews(),
    requestWorkspace(),
    someMailIsCaptured(),
    isAdmin ? listTroubles() : [],
    isAdmin ? workerState() : null,
    isAdmin ? countUndone() : 0,
    cookies(),
    headers(),
  ]);
  return (
    <Words>
      <LiveProvider after={after}>
        <Shell
          workspaceName={workspace.name}
          agentName={agent.name}
          theme={themeOf(jar.get('theme')?.value)}
          counts={{ ...counts, review }}
          mailIsCaptured={mailIsCaptured}
          troubles={troubles}
          worker={worker}
          undone={undone}
          proxyUnknown={isAdmin && proxyUnknown(asked)}
          signOut={leave}
        >
          {children}
        </Shell>
      </LiveProvider>
    </Words>
  );
}

function themeOf(cookie: string | undefined): Theme {
  return cookie === 'light' || cookie === 'dark' ? cookie : 'system';
}
