// The written-out conversations of the demo, put on the clock.
import { type DemoThread, demo, type ThreadItem } from './content.ts';
import { required } from './knowledge.ts';
import { DAY, MINUTE, type PlannedConversation, type PlannedMessage, type PlannedRun } from './plan.ts';
import type { Random } from './random.ts';

export function planThreads(now: Date, random: Random): PlannedConversation[] {
  return demo.threads.map((thread) => {
    const start = now.getTime() - thread.ago * 60 * MINUTE;
    return {
      contact: thread.from,
      subject: thread.subject,
      channel: thread.channel,
      status: thread.status,
      assignee: thread.to,
      topic: thread.topic,
      mood: thread.mood,
      language: thread.language ?? 'en',
      tags: thread.tags,
      priority: thread.priority ?? 'normal',
      personOnly: thread.personOnly ?? false,
      snoozedUntil: thread.snoozeDays ? new Date(now.getTime() + thread.snoozeDays * DAY) : null,
      messages: planMessages(thread, start, random),
    };
  });
}

function planMessages(thread: DemoThread, start: number, random: Random): PlannedMessage[] {
  const messages: PlannedMessage[] = [];
  for (const item of thread.thread) {
    const [by, after, text] = item;
    const at = new Date(start + after * MINUTE);
    const [how, who] = split(by);
    if (how === 'c') messages.push({ kind: 'inbound', at, body: text });
    else if (how === 'n') messages.push({ kind: 'note', at, body: text, agent: required(who) });
    else {
      const answered = messages.findLast((message) => message.kind === 'inbound');
      if (how !== 'a' && answered?.kind === 'inbound') answered.run = runOf(thread, item, at, random);
      messages.push({
        kind: 'outbound',
        at,
        body: unmarked(text),
        agent: who,
        ofRun: how !== 'a',
        edited: how === 'ed',
      });
    }
  }
  return messages;
}

function runOf(thread: DemoThread, [by, , text, source, proposed]: ThreadItem, at: Date, random: Random): PlannedRun {
  const [how, who] = split(by);
  const base = { body: proposed ?? text, sources: [required(source)], spotCheck: false, reviewer: who, decidedAt: at };
  if (how === 'ai') return { ...base, confidence: thread.ai ?? 0.95, mode: 'on', result: 'sent' };
  const confidence = how === 'ok' ? random.between(0.66, 0.92) : random.between(0.3, 0.7);
  return { ...base, confidence, mode: 'ask', result: how === 'ok' ? 'approved' : 'edited' };
}

function split(by: string): [how: string, who: string | null] {
  const [how = '', who = null] = by.split(':');
  return [how, who];
}

const unmarked = (text: string) => text.replace(/[ \t]*\[\d\]/g, '');
