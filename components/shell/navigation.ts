// Every page of the agent app, once: the sidebar and the command palette read the same list.
import {
  BookOpen,
  CircleCheck,
  Clock,
  Headset,
  Hourglass,
  Inbox,
  Layers,
  type LucideIcon,
  OctagonAlert,
  Scale,
  Settings,
  Sparkles,
  Stamp,
  User,
  UsersRound,
} from 'lucide-react';
import type { FixedView } from '#lib/conversations/views.ts';

export type CountKey = FixedView | 'review';
/** `label` names a word in `shell.nav`. */
export type NavItem = { href: string; label: string; icon: LucideIcon; count?: CountKey };

export const reviewItem: NavItem = { href: '/review', label: 'review', icon: Stamp, count: 'review' };

export const inboxItems: NavItem[] = [
  { href: '/inbox/mine', label: 'mine', icon: User, count: 'mine' },
  { href: '/inbox/unassigned', label: 'unassigned', icon: Inbox, count: 'unassigned' },
  { href: '/inbox/open', label: 'open', icon: Layers, count: 'open' },
  { href: '/inbox/pending', label: 'pending', icon: Hourglass, count: 'pending' },
  { href: '/inbox/snoozed', label: 'snoozed', icon: Clock, count: 'snoozed' },
  { href: '/inbox/ai', label: 'ai', icon: Sparkles, count: 'ai' },
  { href: '/inbox/closed', label: 'closed', icon: CircleCheck },
  { href: '/inbox/spam', label: 'spam', icon: OctagonAlert },
];

export function teamItem(id: number): NavItem {
  return { href: `/inbox/team-${id}`, label: 'team', icon: Headset };
}

export const workspaceItems: NavItem[] = [
  { href: '/help-center', label: 'helpCenter', icon: BookOpen },
  { href: '/autopilot', label: 'autopilot', icon: Scale },
  { href: '/customers', label: 'customers', icon: UsersRound },
  { href: '/settings', label: 'settings', icon: Settings },
];

/** Under /settings; `settings.nav` has their names. */
export const settingsPages = ['workspace', 'people', 'mail', 'files', 'ai', 'quarantine', 'you'] as const;

/** What lies below the help center; `shell.palette` has the names. */
export const helpCenterPages = [
  { href: '/help-center/articles/new', label: 'newArticle' },
  { href: '/help-center/collections', label: 'collections' },
  { href: '/help-center/snippets', label: 'snippets' },
  { href: '/help-center/lessons', label: 'lessons' },
  { href: '/help-center/answered', label: 'answered' },
] as const;
