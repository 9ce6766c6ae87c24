// The one thing that a list row says about a proposal: why a person should look at it.
import type { ProposalKind, Reason } from '#db/schema/ai.ts';

export type MainReason = { code: string; tone: 'stop' | 'warn' | 'ok'; data?: Reason['data'] };

type Facts = { kind: ProposalKind; reasons: Reason[]; spotCheck: boolean; language: string };

// These say how Autopilot is set, not what is special about this message.
const UNEARNED = ['no_threshold', 'topic_not_earned', 'topic_few', 'topic_worse'];
const SETTINGS = ['mode_ask', 'mode_suggest', ...UNEARNED, 'below_threshold', 'no_spot_check'];

/** What is special about this message first, then how Autopilot is set, then what was checked and is fine. */
export function inOrderOfWeight(reasons: Reason[]): Reason[] {
  const weight = ({ code, tone }: Reason) =>
    tone === 'ok' ? 3 : SETTINGS.includes(code) ? 2 : tone === 'stop' ? 0 : 1;
  const asksAnyway = reasons.some(({ code }) => code === 'mode_ask');
  return reasons.filter(({ code }) => !(asksAnyway && UNEARNED.includes(code))).sort((a, b) => weight(a) - weight(b));
}

/** The AI's question first, then what stops it, a spot check, a foreign language, what else is unusual; null: nothing special. */
export function mainReason({ kind, reasons, spotCheck, language }: Facts): MainReason | null {
  if (kind === 'question') return { code: 'asks_you', tone: 'ok' };
  if (kind === 'abstain') return { code: 'no_answer', tone: 'warn' };
  const special = reasons.filter(({ code, tone }) => tone !== 'ok' && !SETTINGS.includes(code));
  const stop = special.find(({ tone }) => tone === 'stop');
  if (stop) return stop;
  if (spotCheck) return { code: 'spot_check', tone: 'ok' };
  if (language !== 'en') return { code: 'language', tone: 'ok', data: { language } };
  return special[0] ?? null;
}
