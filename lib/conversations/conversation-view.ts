// What the conversation pane is given: plain values that travel as JSON, times as ISO text.
import type {
  Author,
  ChannelKind,
  ConversationStatus,
  HeldBecause,
  MailAddress,
  MessageKind,
  OutboxStatus,
  Priority,
  ProposalKind,
  Returned,
} from '#db/schema.ts';
import type { FileWarning } from '#lib/platform/file-warning.ts';
import type { FileCheck } from './file-check.ts';

export type FileView = {
  id: number;
  filename: string;
  contentType: string;
  size: number;
  warning: FileWarning | null;
  check: FileCheck;
  /** Whether it may be opened and sent. */
  opens: boolean;
  /** The virus that it holds. */
  found: string | null;
};

export type Delivery = {
  outboxId: number;
  status: OutboxStatus;
  /** Until then it can be undone, while queued; else when it is tried again. */
  dueAt: string;
  /** The AI's own reply, waiting where people can stop it. */
  aboutToGo: boolean;
  attempts: number;
  lastResponse: string | null;
  /** A person scheduled it for then. */
  sendAt: string | null;
  heldBecause: HeldBecause | null;
  /** What it waits for with others. `until` null: only its turn. `words`: what was said when the way was closed. */
  waits: { lane: 'server' | 'account' | 'domain'; name: string; until: string | null; words: string | null } | null;
  /** It left and came back. */
  returned: Returned | null;
  /** Of its recipients those to whom nothing is sent any more. */
  held: string[];
};

export type MessageView = {
  type: 'message';
  id: number;
  kind: MessageKind;
  author: Author;
  agentName: string | null;
  edited: boolean;
  body: string;
  /** Outbound and notes: the body's Markdown, rendered and safe. */
  rendered: string | null;
  /** Inbound: sanitised HTML, for the sandboxed frame only. Remote pictures have an address of ours in `data-src`, which fetches them. */
  html: string | null;
  quoted: string | null;
  from: MailAddress | null;
  cc: MailAddress[];
  /** Where the customer wants answers, if not at `from`. */
  replyTo: MailAddress[];
  automatic: string | null;
  verified: boolean;
  hiddenText: string | null;
  /** What a reader should know of the mail: encrypted, an invitation… */
  notes: string[];
  files: FileView[];
  delivery: Delivery | null;
  /** Of the AI's words: the run that explains them, and how sure it was. */
  runId: number | null;
  confidence: number | null;
  /** The addresses of our mailboxes that it reached, in that order. */
  reached: string[];
  /** The mail as it arrived is kept and can be downloaded. */
  hasSource: boolean;
  at: string;
};

export type EventView = {
  type: 'event';
  seq: number;
  event: string;
  actor: 'customer' | 'agent' | 'ai' | 'system';
  agentId: number | null;
  agentName: string | null;
  data: Record<string, unknown>;
  /** Of what the AI did: the run that explains it. */
  runId: number | null;
  at: string;
};

/** The AI's draft, for the composer. */
export type Suggestion = {
  proposalId: number;
  runId: number;
  kind: ProposalKind;
  /** Without citation marks. */
  body: string;
  confidence: number;
  /** It waits in Review, too. */
  reviewId: number | null;
  /** It rests on what a person answered in a solved conversation. */
  solved: boolean;
};

export type PastConversation = {
  id: number;
  subject: string;
  status: ConversationStatus;
  at: string;
  answeredBy: 'ai' | 'both' | 'agent' | null;
};

export type PresentAgent = { agentId: number; name: string; state: 'reading' | 'typing' };

export type ContactView = {
  id: number;
  name: string;
  email: string;
  company: string | null;
  attributes: Record<string, string>;
  companyAttributes: Record<string, string>;
  language: string | null;
  alwaysPerson: boolean;
  since: string;
};

export type ConversationView = {
  id: number;
  subject: string;
  status: ConversationStatus;
  channel: ChannelKind;
  priority: Priority;
  tags: string[];
  /** Its name; its key, where the topic is gone. */
  topic: string | null;
  topicKey: string | null;
  language: string | null;
  mood: string | null;
  personOnly: boolean;
  waitingSince: string | null;
  snoozedUntil: string | null;
  assigneeId: number | null;
  assigneeName: string | null;
  teamId: number | null;
  teamName: string | null;
  mailboxId: number | null;
  mailbox: string | null;
  contact: ContactView;
  timeline: (MessageView | EventView)[];
  /** Older messages exist that are not in `timeline`. */
  hasEarlier: boolean;
  history: PastConversation[];
  draft: { kind: 'reply' | 'note'; body: string; proposalId: number | null; files: FileView[] } | null;
  suggestion: Suggestion | null;
  present: PresentAgent[];
  /** Megabytes that a file of a reply may have, and all of them together. */
  largestFileMb: number;
};
