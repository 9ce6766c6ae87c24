// What the Review screen is given: plain values that travel as JSON, times as ISO text.
import type {
  AutopilotMode,
  ChannelKind,
  ConversationStatus,
  ProposalKind,
  Reason,
  ReviewStatus,
  TopicRule,
} from '#db/schema.ts';
import type { FileView, PastConversation, PresentAgent } from '#lib/conversations/conversation-view.ts';
import type { CitedPassage } from '#lib/knowledge/cited-passages.ts';
import type { MainReason } from './main-reason.ts';
import type { NextTime } from './next-time.ts';

export type QueueOrder = 'oldest' | 'confident';

export type QueueItem = {
  reviewId: number;
  conversationId: number;
  contactName: string;
  company: string | null;
  subject: string;
  /** When the customer wrote. */
  at: string;
  kind: ProposalKind;
  confidence: number;
  main: MainReason | null;
};

/** `next` is null at the end; `total` counts up to 1,000. */
export type QueuePage = { items: QueueItem[]; next: string | null; total: number };

export type ThreadMessage = {
  id: number;
  kind: 'inbound' | 'outbound' | 'note';
  author: 'customer' | 'agent' | 'ai';
  agentName: string | null;
  edited: boolean;
  body: string;
  /** Ours: Markdown, rendered and safe. */
  rendered: string | null;
  at: string;
};

export type AskedMessage = {
  id: number;
  body: string;
  /** Sanitised, for the sandboxed frame only. */
  html: string | null;
  hiddenText: string | null;
  verified: boolean;
  files: FileView[];
  at: string;
};

export type UnsupportedClaim = { text: string; problem: string };

/** What reviewers did so far: on this topic, and with replies about as confident as this one. */
export type Measured = { topic: number; similar: number; similarUnchanged: number };

export type ReviewView = {
  id: number;
  status: ReviewStatus;
  decided: { by: string | null; at: string } | null;
  proposalId: number;
  runId: number;
  conversation: {
    id: number;
    subject: string;
    status: ConversationStatus;
    channel: ChannelKind;
    mailbox: string | null;
    assigneeName: string | null;
    personOnly: boolean;
  };
  contact: {
    id: number;
    name: string;
    email: string;
    company: string | null;
    attributes: Record<string, string>;
    companyAttributes: Record<string, string>;
    language: string | null;
    alwaysPerson: boolean;
    since: string;
    /** Other conversations that are still open. */
    openOthers: number;
  };
  history: PastConversation[];
  /** Oldest first; what was said before `asked`. */
  earlier: ThreadMessage[];
  asked: AskedMessage;
  /** The customer has written since; the proposal is about to be set aside. */
  wroteAgain: boolean;
  proposal: {
    kind: ProposalKind;
    /** Rendered and safe, with buttons for [1] and marks round unsupported claims. */
    html: string;
    /** Markdown without citation marks: what the editor starts from. */
    body: string;
    citations: CitedPassage[];
    unsupported: UnsupportedClaim[];
    language: string;
    confidence: number;
    at: string;
  };
  reasons: Reason[];
  spotCheck: boolean;
  topic: { key: string; name: string; rule: TopicRule } | null;
  autopilot: { mode: AutopilotMode; threshold: number | null };
  nextTime: NextTime;
  measured: Measured;
  present: PresentAgent[];
};
