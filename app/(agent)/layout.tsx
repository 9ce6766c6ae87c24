import { cookies } from 'next/headers';
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
import { countPendingReviews } from '#lib/reviews/pending-count.ts';
import { requireAgent } from '../session.ts';
import { requestWorkspace } from '../workspace.ts';
import { leave } from './leave.ts';

export default async function AgentLayout({ children }: { children: ReactNode }) {
  const agent = await requireAgent();
  const [after, counts, review, workspace, mailIsCaptured, troubles, worker, jar] = await Promise.all([
    newestEvent(),
    countViews(agent),
    countPendingReviews(),
    requestWorkspace(),
    someMailIsCaptured(),
    hasRole(agent, 'admin') ? listTroubles() : [],
    hasRole(agent, 'admin') ? workerState() : null,
    cookies(),
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
