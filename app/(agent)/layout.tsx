import { cookies } from 'next/headers';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import { LiveProvider } from '#components/shell/live.tsx';
import { Shell } from '#components/shell/shell.tsx';
import type { Theme } from '#components/shell/theme.ts';
import { someMailIsCaptured } from '#lib/channels/mailboxes.ts';
import { countViews } from '#lib/conversations/counts.ts';
import { newestEvent } from '#lib/conversations/feed.ts';
import { countPendingReviews } from '#lib/reviews/pending-count.ts';
import { loadWorkspace } from '#lib/workspace/workspace.ts';
import { messagesFor } from '#messages/request.ts';
import { requireAgent } from '../session.ts';
import { leave } from './leave.ts';

export default async function AgentLayout({ children }: { children: ReactNode }) {
  const agent = await requireAgent();
  const [after, counts, review, workspace, mailIsCaptured, words, jar] = await Promise.all([
    newestEvent(),
    countViews(agent),
    countPendingReviews(),
    loadWorkspace(),
    someMailIsCaptured(),
    messagesFor('en'),
    cookies(),
  ]);
  const { setup: _, portal: __, why: ___, ...messages } = words;
  return (
    <NextIntlClientProvider locale="en" messages={messages}>
      <LiveProvider after={after}>
        <Shell
          workspaceName={workspace.name}
          agentName={agent.name}
          theme={themeOf(jar.get('theme')?.value)}
          counts={{ ...counts, review }}
          mailIsCaptured={mailIsCaptured}
          signOut={leave}
        >
          {children}
        </Shell>
      </LiveProvider>
    </NextIntlClientProvider>
  );
}

function themeOf(cookie: string | undefined): Theme {
  return cookie === 'light' || cookie === 'dark' ? cookie : 'system';
}
