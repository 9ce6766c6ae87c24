// First stage: what is this message, whose matter is it, and what about it is dangerous. Pure; knows nothing of the help center.
import { fold } from '#lib/knowledge/tokens.ts';
import intentModel from '../data/intent.json' with { type: 'json' };
import { type LinearModel, predict } from '../linear.ts';
import type { Ask, Intent, Mood, Risk, Triage, Urgency } from '../types.ts';
import { CLAIMS } from './claims.ts';
import { CONDUCT } from './conduct.ts';
import { collectFacts } from './facts.ts';
import { FED_UP, MORE_MATTERS } from './hardship.ts';
import { findInjection, withoutPlanted } from './injection.ts';
import { detectLanguage } from './language.ts';
import { detectMood } from './mood.ts';
import { needsNoReply, wantsSomething } from './no-reply.ts';
import { isOutOfScope } from './out-of-scope.ts';
import {
  ASKS_PERSON,
  CANCELS,
  MONEY,
  PERSON_MATTERS,
  PERSON_WORD,
  PRIVACY,
  REPEATED,
  SECURITY,
  THREAT,
  WROTE_AGAIN,
} from './phrases.ts';
import { squeeze } from './squeeze.ts';

export type TriageInput = { ask: Ask; contactLanguage: string | null };

/**
 * Above this the small model alone decides; below, it is only a feature. Missing a person's matter costs most, so that bar is low. What is out of
 * scope nobody can tell from the text alone: that waits for what the help center says (judge.ts).
 */
const SURE = { no_reply_needed: 0.9, person_only: 0.55, needs_account: 0.4 };

/** A few words say little: “That will work.” */
const FEW = 60;
const SURE_OF_FEW = 0.75;

/** Who asks what others may see has not seen it. “Why can I see…” has. */
const WHO_MAY_SEE =
  /(?<!why )\b(can|could|does|do|will|would|may|should|how|which|who)\b[^.!?\n]{0,60}\b(see|view|access|read|find|open)\b[^.!?\n]{0,80}\?/gu;

const SHORT_ANSWER = 300;

export function triage({ ask: given, contactLanguage }: TriageInput): Triage {
  const { subject, text, hiddenText } = given;
  const ask = { ...given, subject: squeeze(subject), text: squeeze(text), hiddenText: squeeze(hiddenText) };
  const whole = `${ask.subject}\n${ask.text}`.slice(0, 20_000);
  const honest = withoutPlanted(ask.text);
  const folded = fold(whole);
  const told = folded.replace(WHO_MAY_SEE, ' ');
  const injection = findInjection(whole, ask.hiddenText);
  const language = detectLanguage(honest || ask.text, contactLanguage ?? 'en');
  const mood = detectMood(ask.text);
  const matters = [
    ...new Set(
      [...PERSON_MATTERS, ...MORE_MATTERS, ...CLAIMS, ...CONDUCT]
        .filter(({ name, pattern }) => pattern.test(name === 'breach' ? told : folded))
        .map(({ name }) => name),
    ),
  ];
  const asksPerson = ASKS_PERSON.test(folded) || answersPerson(ask.text);
  const intents = readIntents(`${ask.subject}\n${honest || ask.text}`);
  const because: string[] = [];
  const intent = decide();
  const facts = collectFacts(whole);
  return {
    language,
    intent,
    intents,
    because,
    mood,
    urgency: urgencyOf(folded, mood, intent),
    risks: risksOf(folded, {
      mood,
      matters,
      injection: injection.found,
      accountMatter: intents.needs_account > SURE.needs_account,
    }),
    asksPerson,
    needsReply: intent !== 'no_reply_needed',
    facts,
    question: `${ask.subject}\n${honest || ask.text}`.slice(0, 4000),
  };

  function decide(): Intent {
    const silent = needsNoReply(ask.subject, honest || ask.text);
    if (asksPerson) return say('person_only', 'asks_person');
    if (silent === 'automatic') return say('no_reply_needed', silent);
    if (matters.length > 0) return say('person_only', ...matters);
    if (REPEATED.test(folded) && (mood === 'angry' || mood === 'upset')) return say('person_only', 'repeated');
    if (WROTE_AGAIN.test(folded)) return say('person_only', 'repeated');
    if ((FED_UP.test(folded) || CANCELS.test(folded)) && mood === 'angry') return say('person_only', 'fed_up');
    if (injection.kinds.includes('authority') && SECURITY.test(folded)) return say('person_only', 'claimed_authority');
    if (isOutOfScope(whole)) return say('out_of_scope', 'pitch');
    if (silent) return say('no_reply_needed', silent);
    for (const name of ['person_only', 'no_reply_needed'] as const) {
      if (name === 'no_reply_needed' && wantsSomething(honest || ask.text)) continue;
      if (intents[name] > (whole.length < FEW ? SURE_OF_FEW : SURE[name])) return say(name, 'model');
    }
    return say(intents.needs_account > SURE.needs_account ? 'needs_account' : 'question', 'model');
  }

  function say(chosen: Intent, ...reasons: string[]): Intent {
    because.push(...reasons);
    return chosen;
  }
}

/** One word, whatever the subject; below it there is room for a signature. */
function answersPerson(text: string): boolean {
  const first = text.split('\n').find((line) => /[\p{L}\p{N}]/u.test(line)) ?? '';
  return text.trim().length <= SHORT_ANSWER && PERSON_WORD.test(fold(first));
}

function readIntents(text: string): Record<Intent, number> {
  const model = intentModel as LinearModel;
  const probabilities = predict(model, text);
  const of = (intent: Intent) => probabilities[model.classes.indexOf(intent)] ?? 0;
  return {
    question: of('question'),
    needs_account: of('needs_account'),
    out_of_scope: of('out_of_scope'),
    no_reply_needed: of('no_reply_needed'),
    person_only: of('person_only'),
  };
}

type Signs = { mood: Mood; matters: string[]; injection: boolean; accountMatter: boolean };

function risksOf(folded: string, { mood, matters, injection, accountMatter }: Signs): Risk[] {
  const has = (...names: string[]) => names.some((name) => matters.includes(name));
  const risks: [Risk, boolean][] = [
    ['money', MONEY.test(folded) || has('dispute')],
    ['legal', has('legal', 'authority', 'injury', 'safety', 'discrimination', 'staff', 'whistleblower')],
    ['privacy', PRIVACY.test(folded) || has('breach', 'erasure', 'harassment')],
    ['security', SECURITY.test(folded) || has('takeover', 'breach')],
    ['threat', THREAT.test(folded) || has('threat', 'harassment')],
    ['self_harm', has('self_harm')],
    ['upset', mood === 'upset' || mood === 'angry' || has('bereavement', 'distress')],
    ['injection', injection],
    ['press', has('press')],
    ['account_data', accountMatter],
  ];
  return risks.filter(([, present]) => present).map(([risk]) => risk);
}

function urgencyOf(folded: string, mood: Mood, intent: Intent): Urgency {
  if (intent === 'no_reply_needed' || intent === 'out_of_scope') return 'low';
  const now =
    /\b(urgent\p{L}*|asap|immediately|right now|today|tonight|deadline|emergency|dringend|sofort|heute|urgence|immediatement|aujourd'hui|urgente|hoy mismo|subito|oggi|hoje|vandaag|spoed)\b|至急|今日中|紧急/u.test(
      folded,
    );
  return now || mood === 'angry' || intent === 'person_only' ? 'high' : 'normal';
}
