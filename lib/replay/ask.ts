// One made-up message through today's stages with today's knowledge, as if it had just come from a verified customer. Read only: nothing is stored or sent.
import { db } from '#db/client.ts';
import type { Engine } from '#lib/ai/models/engine.ts';
import { think } from '#lib/ai/think.ts';
import type { Usage } from '#lib/ai/types.ts';
import { evaluatePolicy } from '#lib/autopilot/policy.ts';
import { env } from '#lib/platform/env.ts';
import { loadPastKnowledge } from './knowledge.ts';
import { todaysTrust } from './trust-today.ts';

export type Asked = { replied: boolean; answer: string; ruleIds: number[]; failed: boolean; usage: Usage };

/** Never taken for a spot check: the question is what the AI says, not who looks at it. */
const NEVER = 1 - 2 ** -32;

/** Loads trust and knowledge once. @param topic what the message is known to be about: rules are asked about it beside what retrieval finds. */
export async function askAgain(
  engine: Engine,
  answerer: string,
): Promise<(question: string, topic: string | null) => Promise<Asked>> {
  const knowledge = await loadPastKnowledge(db(), 'today');
  const { trust, own } = (await todaysTrust(answerer)).real;
  return async (question, topic) => {
    const now = new Date();
    const { draft, decided, failure, retrieval } = await think({
      ask: {
        subject: '',
        text: question,
        hiddenText: '',
        channel: 'email',
        history: [],
        firstName: '',
        verified: true,
      },
      contactLanguage: null,
      index: knowledge.at(now),
      portalUrl: env().TANDEM_URL.replace(/\/+$/, ''),
      attributes: {},
      personOnly: false,
      alwaysPerson: false,
      trust,
      own,
      call: engine.call,
      embed: engine.embed ?? null,
      guidance: engine.guidance ?? '',
      dice: () => NEVER,
      now,
    });
    const facts = {
      channel: 'email',
      language: draft.language,
      risks: [],
      attributes: {},
      verified: true,
      alwaysPerson: false,
      now,
    };
    const known = topic === retrieval.topic ? [] : (evaluatePolicy(trust.rules, { topic, ...facts })?.matched ?? []);
    return {
      replied: draft.kind === 'reply',
      answer: draft.answer,
      ruleIds: [...decided.ruleIds, ...known],
      failed: failure !== null,
      usage: draft.usage,
    };
  };
}
