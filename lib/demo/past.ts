// Two months of answered questions: what the AI proposed, how sure it was, and what people made of it. The sure ones
// were kept, nearly all of them, so that a budget of 1 in 20 is earned; below, chance decides as the confidence says, with its misses.
import { firstNameOf } from '#lib/ai/load.ts';
import { demo, type PastQuestion } from './content.ts';
import { required, type Source } from './knowledge.ts';
import {
  DAY,
  MINUTE,
  ON_FROM,
  ON_UNTIL,
  type PlannedConversation,
  type PlannedMessage,
  type PlannedRun,
  THRESHOLD,
} from './plan.ts';
import type { Random } from './random.ts';

const ALONE = 26;
/** Share of the kept ones that the AI was sure of. */
const SURE = 0.7;
const REVIEWERS = ['lena', 'tomas', 'aisha', 'tomas', 'aisha', 'me'] as const;

type Draw = { confidence: number; kept: boolean };

export function planPast(
  now: Date,
  random: Random,
  sources: Map<string, Source>,
  link: (slug: string) => string,
): PlannedConversation[] {
  const fitting = shuffled(
    demo.history.filter(({ kind }) => kind === 'good'),
    random,
  );
  const rest = shuffled(
    demo.history.filter(({ kind }) => kind === 'unknown' || kind === 'account'),
    random,
  );
  const alone = fitting.splice(0, ALONE);
  const kept = [...fitting, ...demo.history.filter(({ kind }) => kind === 'partly')];
  const draws = drawReviews(kept.length, rest.length, random);
  const plan = (question: PastQuestion, result: 'sent' | 'kept' | 'changed', confidence: number) =>
    planOne(question, result, confidence, { now, random, source: required(sources.get(question.source)), link });
  return [
    ...alone.map((question) => plan(question, 'sent', random.between(THRESHOLD, 0.985))),
    ...draws.filter((draw) => draw.kept).map((draw, index) => plan(required(kept[index]), 'kept', draw.confidence)),
    ...draws.filter((draw) => !draw.kept).map((draw, index) => plan(required(rest[index]), 'changed', draw.confidence)),
  ];
}

/** The sure ones first, all kept; then confidences over the rest of the range, and each text kept as often as its confidence says. */
function drawReviews(keptWanted: number, changedWanted: number, random: Random): Draw[] {
  const sure = Array.from({ length: Math.floor(keptWanted * SURE) }, () => ({
    confidence: 0.99 - 0.15 * random.next() ** 1.4,
    kept: true,
  }));
  const keptLeft = keptWanted - sure.length;
  const rest = Array.from({ length: keptLeft + changedWanted }, () => 0.06 + 0.74 * random.next() ** 1.8).sort(
    (a, b) => b - a,
  );
  const scale = keptLeft / rest.reduce((sum, confidence) => sum + confidence, 0);
  let owed = 0;
  return [
    ...sure,
    ...rest.map((confidence) => {
      const before = Math.round(owed);
      owed += confidence * scale;
      return { confidence, kept: Math.round(owed) > before };
    }),
  ];
}

type Context = { now: Date; random: Random; source: Source; link: (slug: string) => string };

function planOne(
  question: PastQuestion,
  result: 'sent' | 'kept' | 'changed',
  confidence: number,
  context: Context,
): PlannedConversation {
  const { now, random, source, link } = context;
  const first = firstNameOf(question.name);
  const hello = first ? `Hi ${first},` : 'Hi,';
  const spotCheck = result === 'kept' && confidence > THRESHOLD && random.next() < 0.12;
  const daysAgo =
    result === 'sent' || spotCheck ? random.between(ON_UNTIL + 0.2, ON_FROM - 0.2) : outsideOrBelow(confidence, random);
  const at = workingTime(new Date(now.getTime() - daysAgo * DAY), random);
  const decidedAt = new Date(at.getTime() + (result === 'sent' ? 0.05 : 2 + 170 * random.next() ** 2.5) * MINUTE);
  const more = source.slug ? `\n\nRead more: [${source.title}](${link(source.slug)})` : '';
  const proposed = `${hello}\n\n${question.answer} [1]${more}\n\nIf this does not answer your question, just reply and a person from our team will help.`;
  const mode = inWindow(at, now) ? 'on' : 'ask';
  const what = result === 'sent' ? 'sent' : result === 'kept' ? 'approved' : changeOf(confidence, random);
  const run: PlannedRun = {
    body: proposed,
    sources: [question.source],
    confidence,
    mode,
    spotCheck,
    result: what,
    reviewer: what === 'sent' ? null : random.pick(REVIEWERS),
    decidedAt,
    ...(what === 'rejected' ? rejection(random) : {}),
  };
  const messages: PlannedMessage[] = [
    { kind: 'inbound', at, body: question.text.trim(), run },
    {
      kind: 'outbound',
      at:
        what === 'rejected' || what === 'took_over'
          ? new Date(decidedAt.getTime() + random.between(3, 40) * MINUTE)
          : decidedAt,
      body: finalBody(question, hello, proposed, what, random),
      agent: run.reviewer,
      ofRun: what === 'sent' || what === 'approved' || what === 'edited',
      edited: what === 'edited',
    },
  ];
  if (random.next() < 0.22)
    messages.push({
      kind: 'inbound',
      at: new Date(decidedAt.getTime() + random.between(20, 400) * MINUTE),
      body: random.pick(demo.replies.thanks),
    });
  return {
    contact: question.name,
    subject: question.subject ?? firstWords(question.text),
    channel: question.channel === 'email' ? 'email' : 'form',
    status: 'closed',
    assignee: run.reviewer,
    topic: source.topic,
    mood: question.mood,
    language: 'en',
    tags: [],
    priority: 'normal',
    personOnly: what === 'took_over',
    snoozedUntil: null,
    messages,
  };
}

/** Confident ones went out alone while it was on; the rest came to Review on any day. */
function outsideOrBelow(confidence: number, random: Random): number {
  if (confidence < THRESHOLD) return random.between(0.6, 60);
  return random.between(ON_FROM + 0.5, 60);
}

function inWindow(at: Date, now: Date): boolean {
  const days = (now.getTime() - at.getTime()) / DAY;
  return days < ON_FROM && days > ON_UNTIL;
}

function changeOf(confidence: number, random: Random): 'edited' | 'rejected' | 'took_over' {
  const dice = random.next();
  if (confidence > 0.6) return dice < 0.78 ? 'edited' : dice < 0.9 ? 'rejected' : 'took_over';
  return dice < 0.4 ? 'edited' : dice < 0.72 ? 'rejected' : 'took_over';
}

function rejection(random: Random): { reason: string; note: string } {
  const [reason, note] = random.pick(demo.replies.rejections);
  return { reason, note };
}

function finalBody(
  question: PastQuestion,
  hello: string,
  proposed: string,
  what: PlannedRun['result'],
  random: Random,
): string {
  const clean = proposed.replace(/[ \t]*\[\d\](?!\()/g, '');
  if (what === 'sent' || what === 'approved') return clean;
  const kind = question.kind === 'account' ? 'account' : 'unknown';
  if (what !== 'edited') return `${hello}\n\n${random.pick(demo.replies.answers[kind])}`;
  const [, answer = '', ...more] = clean.split('\n\n');
  return [
    hello,
    answer,
    random.pick(demo.replies.edits[question.kind === 'partly' ? 'partly' : kind]),
    ...more.slice(0, -1),
  ].join('\n\n');
}

/** Monday to Friday mostly, in the hours of an office in Utrecht. Draws the same whatever the time: when the demo is made changes no word of it. */
function workingTime(at: Date, random: Random): Date {
  const [alsoWeekends, hoursEarlier] = [random.next() >= 0.75, random.between(0, 6)];
  const day = at.getUTCDay();
  if ((day === 0 || day === 6) && !alsoWeekends) return new Date(at.getTime() - (day === 0 ? 2 : 1) * DAY);
  const hour = at.getUTCHours();
  return hour < 6 || hour > 19 ? new Date(at.getTime() - hoursEarlier * 60 * MINUTE) : at;
}

function firstWords(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  return line.length <= 60 ? line : `${line.slice(0, 60).replace(/\s+\S*$/, '')}…`;
}

function shuffled<T>(list: T[], random: Random): T[] {
  return list
    .map((item) => ({ item, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
