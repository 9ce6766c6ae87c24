// What a demo conversation looks like before it is written: plain values, times resolved, no ids.
import type { ChannelKind } from '#db/schema/channels.ts';
import type { ConversationStatus, Priority } from '#db/schema/conversations.ts';

export type PlannedRun = {
  body: string;
  /** Keys of the cited sources, [1] first. */
  sources: string[];
  confidence: number;
  /** The mode of that day. */
  mode: 'ask' | 'on';
  spotCheck: boolean;
  result: 'sent' | 'approved' | 'edited' | 'rejected' | 'took_over';
  reviewer: string | null;
  decidedAt: Date;
  reason?: string;
  note?: string;
};

export type PlannedMessage = { at: Date; body: string } & (
  | { kind: 'inbound'; run?: PlannedRun }
  | { kind: 'note'; agent: string }
  /** `ofRun`: it is what became of the run before it. */
  | { kind: 'outbound'; agent: string | null; ofRun: boolean; edited: boolean }
);

export type PlannedConversation = {
  contact: string;
  subject: string;
  channel: ChannelKind;
  status: ConversationStatus;
  assignee: string | null;
  topic: string | null;
  mood: string;
  language: string;
  tags: string[];
  priority: Priority;
  personOnly: boolean;
  snoozedUntil: Date | null;
  messages: PlannedMessage[];
};

/** While Lena had it on, sending from this confidence; before and after it was on `ask`. Days ago. */
export const ON_FROM = 21;
export const ON_UNTIL = 2;
export const THRESHOLD = 0.93;

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
