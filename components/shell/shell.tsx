'use client';
// The frame round every agent page: sidebar, notices, palette, shortcuts, toasts. Knows no conversation.
import { Menu as MenuIcon } from 'lucide-react';
import type { Route } from 'next';
import dynamic from 'next/dynamic';
import { usePathname, useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useState } from 'react';
import { Toaster } from 'sonner';
import type { Trouble } from '#lib/channels/health.ts';
import type { WorkerState } from '#lib/jobs/pulse.ts';
import { Notices } from './notices.tsx';
import { useShortcuts } from './shortcuts.ts';
import { Sidebar } from './sidebar.tsx';
import type { Theme } from './theme.ts';
import { type Counts, CountsContext, useCounts } from './use-counts.ts';
import { UserMenu } from './user-menu.tsx';

const CommandPalette = dynamic(() => import('./command-palette.tsx').then((m) => m.CommandPalette), { ssr: false });
const ShortcutsSheet = dynamic(() => import('./shortcuts-sheet.tsx').then((m) => m.ShortcutsSheet), { ssr: false });

export function Shell({
  workspaceName,
  agentName,
  theme,
  counts: initialCounts,
  mailIsCaptured,
  troubles,
  worker,
  undone,
  proxyUnknown,
  signOut,
  children,
}: {
  workspaceName: string;
  agentName: string;
  theme: Theme;
  counts: Counts;
  mailIsCaptured: boolean;
  troubles: Trouble[];
  worker: WorkerState | null;
  undone: number;
  proxyUnknown: boolean;
  signOut: () => Promise<void>;
  children: ReactNode;
}) {
  const t = useTranslations('shell');
  const router = useRouter();
  const counts = useCounts(initialCounts);
  const [drawer, setDrawer] = useState(false);
  const [palette, setPalette] = useState(false);
  const [sheet, setSheet] = useState(false);
  const path = usePathname();

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the drawer
  useEffect(() => setDrawer(false), [path]);
  useShortcuts({
    'mod+k': () => setPalette((open) => !open),
    '/': () => router.push('/search' as Route),
    '?': () => setSheet(true),
  });

  return (
    <div className="grid h-dvh grid-cols-[216px_minmax(0,1fr)] grid-rows-[minmax(0,1fr)] overflow-hidden max-md:grid-cols-[minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-ink px-3 py-2 text-ink-inv focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('skip')}
      </a>
      <Sidebar
        workspaceName={workspaceName}
        counts={counts}
        open={drawer}
        onClose={() => setDrawer(false)}
        onSearch={() => setPalette(true)}
        user={<UserMenu name={agentName} theme={theme} signOut={signOut} onShortcuts={() => setSheet(true)} />}
      />
      <div className="flex min-h-0 min-w-0 flex-col">
        <Notices
          mailIsCaptured={mailIsCaptured}
          troubles={troubles}
          worker={worker}
          undone={undone}
          proxyUnknown={proxyUnknown}
        />
        <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
          <button
            type="button"
            onClick={() => setDrawer(true)}
            aria-label={t('menu')}
            className="absolute top-2 left-3 z-30 grid size-8 place-items-center rounded-md text-ink-2 hover:bg-hover md:hidden"
          >
            <MenuIcon />
          </button>
          <CountsContext value={counts}>{children}</CountsContext>
        </div>
      </div>
      {palette && (
        <CommandPalette teams={counts.teams} onClose={() => setPalette(false)} onShortcuts={() => setSheet(true)} />
      )}
      {sheet && <ShortcutsSheet onClose={() => setSheet(false)} />}
      <Toaster
        position="bottom-left"
        offset={{ left: 232, bottom: 18 }}
        mobileOffset={12}
        toastOptions={{
          className: '!rounded-lg !border-line-2 !bg-surface !text-ink !shadow-2 !text-[13px] !font-sans',
          actionButtonStyle: { background: 'var(--ink)', color: 'var(--ink-inv)', fontWeight: 550 },
        }}
      />
    </div>
  );
}
