// What the stages hand to each other: triage → retrieve → draft → verify → score → gate. Types, and a constant or two that go with them.
import type { AutopilotMode, Citation, Claim, GateAction, ProposalKind, Reason } from '#db/schema/ai.ts';
import type { TopicRule } from '#db/schema/autopilot.ts';
import type { Unearned } from '#lib/autopilot/results.ts';
import type { SourcedPassage } from '#lib/knowledge/passage-index.ts';

/** What the customer wrote, as data. Never an instruction to anybody. */
export type Ask = {
  subject: string;
  text: string;
  /** Text that a reader would not have seen (hidden HTML), found and dropped by parsing. */
  hiddenText: string;
  channel: 'email' | 'form' | 'chat' | 'api';
  /** Oldest first, newest excluded; capped by the pipeline. */
  history: { from: 'customer' | 'us'; text: string }[];
  /** Given name, where we know one. */
  firstName: string;
  /** The sender's identity was proven. */
  verified: boolean;
};

export type Outcome =
  | 'answerable'
  | 'partly'
  | 'unknown'
  | 'needs_account'
  | 'out_of_scope'
  | 'no_reply_needed'
  | 'person_only';

/** What the text alone tells, before anything was looked up; a `question` is answerable, partly or unknown. */
export type Intent = 'question' | 'needs_account' | 'out_of_scope' | 'no_reply_needed' | 'person_only';

/** From harmless to grave, as are the urgencies. */
export const MOODS = ['calm', 'happy', 'confused', 'upset', 'angry'] as const;
export type Mood = (typeof MOODS)[number];
export const URGENCIES = ['low', 'normal', 'high'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** Each one alone keeps a reply from sending itself. */
export const RISKS = [
  'money',
  'legal',
  'privacy',
  'security',
  'threat',
  'self_harm',
  'upset',
  'injection',
  'press',
  'account_data',
] as const;
export type Risk = (typeof RISKS)[number];

export type Triage = {
  language: string;
  intent: Intent;
  intents: Record<Intent, number>;
  /** Which rule spoke, for the record: `legal`, `automatic`, `model`… */
  because: string[];
  mood: Mood;
  urgency: Urgency;
  risks: Risk[];
  /** The customer asks for a person in so many words. */
  asksPerson: boolean;
  needsReply: boolean;
  /** Order numbers, invoice numbers and the like, as written. */
  facts: { kind: string; value: string }[];
  /** The words to search with: what is left after quotes, signatures and planted instructions. */
  question: string;
};

export type Evidence = Pick<
  SourcedPassage,
  'id' | 'articleId' | 'snippetId' | 'title' | 'slug' | 'heading' | 'text' | 'language'
> & {
  source: string;
  score: number;
  updatedAt: string;
  /** A newer source says something else about the same thing: this one is not quoted. */
  outdated: boolean;
  /** Past its review date: it may be quoted, but a person looks first. */
  stale: boolean;
  /** The solved conversation in which a person answered so: a person looks first, always. */
  solvedId?: number;
};

/** One of the things that a message asks, and the passage that speaks to it best. */
export type AskedPart = {
  text: string;
  passageId: number | null;
  /** Share of what it asks that its passage holds, 0 to 1. */
  coverage: number;
  /** What to look for, in the language of the index, each with how telling it is here. */
  terms: [string, number][];
  /** The evidence in which a person answered it before, where the help center has no answer to it. */
  solvedId?: number;
};

/** An ask of which its passage holds less than this is open: it is named as such and not answered. */
export const HARDLY_COVERED = 0.3;

export type Retrieval = {
  /** Best first. */
  evidence: Evidence[];
  /** The topic that most of the evidence belongs to: a collection's slug. */
  topic: string | null;
  /** In the order of the message; at least one unless it holds no words. */
  asks: AskedPart[];
  /** Named numbers about the ranking, for `score`. */
  signals: Record<string, number>;
};

/** What the question is, once we know what the team's knowledge says about it. */
export type Judgement = { outcome: Outcome; outcomes: Record<Outcome, number> };

/** The model's own opinion, when it has one. */
export type Verdict = { covers: 'all' | 'part' | 'none'; confidence: number };

export type Draft = {
  kind: ProposalKind;
  /** Markdown: greeting, answer with [n] marks, sources, closing. Empty when it abstains. */
  body: string;
  /** The answer alone: what verification checks. */
  answer: string;
  citations: Citation[];
  /** Numbers, from 1, of the asks that it leaves open. */
  open: number[];
  language: string;
  verdict: Verdict | null;
  usage: Usage;
};

export type Usage = { tokensIn: number; tokensOut: number; costUsd: number };

export const NO_USAGE: Usage = { tokensIn: 0, tokensOut: 0, costUsd: 0 };

export type ProblemCode =
  | 'no_source'
  | 'not_in_source'
  | 'foreign_link'
  | 'foreign_address'
  | 'promise'
  | 'repeats_customer'
  /** A second reading by the model did not find it in the passage that it cites. */
  | 'not_entailed'
  /** That second reading was needed and could not be relied on. */
  | 'not_checked'
  /** The model was to read the message before anything was looked up, and could not be relied on. */
  | 'not_read'
  /** Passages were to be found by meaning, too, and could not be. */
  | 'not_embedded';

export type Verification = { claims: Claim[]; problems: { code: ProblemCode; text: string }[] };

/** The question in the help center's own language and words, one line for each thing asked, in the order of the message. */
export type Reworded = { asks: string[]; language: string };

export type Score = { confidence: number; features: Record<string, number>; modelVersion: string };

export type GateInput = {
  mode: AutopilotMode;
  threshold: number | null;
  spotCheckShare: number;
  /** Random in [0, 1), drawn by the server. */
  dice: number;
  /** Share of sent replies that a person is asked about afterwards, and its own dice. */
  auditShare: number;
  auditDice: number;
  /** Why there is no threshold. */
  unearned: Unearned | null;
  /** What the team's rules say; null: none of them applies. */
  policy: { action: GateAction; name: string } | null;
  kind: ProposalKind;
  confidence: number | null;
  outcome: Outcome;
  risks: Risk[];
  problems: ProblemCode[];
  topicRule: TopicRule;
  topicName: string | null;
  /** The conversation is with people: asked for, or taken over. */
  personOnly: boolean;
  /** The customer's own standing wish. */
  alwaysPerson: boolean;
  asksPerson: boolean;
  verified: boolean;
  hiddenText: boolean;
  /** Something that the reply cites is past its review date. */
  stale: boolean;
  /** It rests, wholly or in part, on what a person answered in another conversation. */
  solved: boolean;
  language: string;
  evidenceLanguage: string | null;
  /** The model could not be used. */
  modelFailed: boolean;
  /** The owner's monthly limit on model costs is reached. */
  capReached: boolean;
};

export type GateResult = {
  action: GateAction;
  reasons: Reason[];
  spotCheck: boolean;
  /** Ask a person about it after it left. */
  audit: boolean;
  /** Nothing but mode, threshold and dice stands between it and the customer: what a reviewer says about it is proof. */
  eligible: boolean;
};
