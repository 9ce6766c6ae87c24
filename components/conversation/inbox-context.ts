'use client';
import { createContext, useContext } from 'react';
import type { View } from '#lib/conversations/views.ts';
import type { List } from './use-list.ts';

export type Teammate = { id: number; name: string };

export type Mailbox = { id: number; name: string; address: string };

export type Topic = { key: string; name: string };

export type Inbox = {
  view: View;
  me: Teammate;
  /** A viewer reads only. */
  mayWrite: boolean;
  teammates: Teammate[];
  /** All of them, not only one's own. */
  teams: { id: number; name: string }[];
  mailboxes: Mailbox[];
  topics: Topic[];
  undoSeconds: number;
  /** Where files are, when not with the app. */
  filesOrigin: string | null;
  list: Pick<List, 'patch'>;
  /** Opens the neighbour of the open conversation: the next one down, or up. */
  step: (by: 1 | -1) => void;
  /** After this one is dealt with: the next in the list, or the list itself. */
  advance: (from: number) => void;
  backToList: () => void;
};

export const InboxContext = createContext<Inbox | null>(null);

export function useInbox(): Inbox {
  const inbox = useContext(InboxContext);
  if (!inbox) throw new Error('useInbox outside of the inbox');
  return inbox;
}
