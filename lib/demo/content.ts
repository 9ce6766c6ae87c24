// The demo's texts as they lie in db/demo: read here, typed here, written by nobody.
import articles from '#db/demo/articles.json' with { type: 'json' };
import conversations from '#db/demo/conversations.json' with { type: 'json' };
import history from '#db/demo/history.json' with { type: 'json' };
import replies from '#db/demo/replies.json' with { type: 'json' };
import snippets from '#db/demo/snippets.json' with { type: 'json' };
import type { Role } from '#db/schema/agents.ts';
import type { ChannelKind } from '#db/schema/channels.ts';
import type { ConversationStatus, Priority } from '#db/schema/conversations.ts';

/** c: the customer. a:, n: a colleague's reply, note. ai: sent by itself. ok: proposed and approved. ed: proposed, edited, sent. */
export type ThreadItem = [by: string, afterMinutes: number, text: string, source?: string, proposed?: string];

export type DemoThread = {
  from: string;
  subject: string;
  channel: ChannelKind;
  /** Hours since it began. */
  ago: number;
  status: ConversationStatus;
  to: string | null;
  topic: string | null;
  mood: string;
  tags: string[];
  thread: ThreadItem[];
  priority?: Priority;
  language?: string;
  personOnly?: boolean;
  snoozeDays?: number;
  /** Confidence of what was sent by itself. */
  ai?: number;
};

/** A question of the past, with the answer that the AI proposed from `source`. good: it fits; partly; unknown and account: it does not. */
export type PastQuestion = {
  kind: 'good' | 'partly' | 'unknown' | 'account';
  channel: string;
  subject: string | null;
  text: string;
  name: string;
  mood: string;
  source: string;
  answer: string;
};

export type DemoContact = [
  key: string,
  name: string,
  email: string,
  company: string | null,
  language: string,
  attributes: Record<string, string>,
];
export type DemoColleague = { key: string; name: string; role: Role };
export type DemoCompany = { key: string; name: string; domain: string; attributes: Record<string, string> };
export type WaitingQuestion = { from: string; subject: string; agoMinutes: number; channel: ChannelKind; text: string };

export const demo = {
  articles,
  snippets,
  replies: replies as typeof replies & { rejections: [string, string][] },
  history: history as PastQuestion[],
  threads: conversations.conversations as unknown as DemoThread[],
  waiting: conversations.waiting as WaitingQuestion[],
  contacts: conversations.contacts as unknown as DemoContact[],
  companies: conversations.companies as unknown as DemoCompany[],
  colleagues: conversations.colleagues as DemoColleague[],
};
