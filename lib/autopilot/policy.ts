// The team's own rules about what the AI may do, evaluated. Pure: rules and facts in, the strictest of those that match out.
import type { GateAction } from '#db/schema/ai.ts';
import type { PolicyConditions } from '#db/schema/autopilot.ts';

export type PolicyRule = { id: number; name: string; conditions: PolicyConditions; action: GateAction };

export type PolicyFacts = {
  topic: string | null;
  channel: string;
  language: string;
  risks: string[];
  /** The company's first, the customer's own over them. */
  attributes: Record<string, string>;
  verified: boolean;
  alwaysPerson: boolean;
  now: Date;
};

export type PolicyOutcome = { action: GateAction; name: string; matched: number[] } | null;

/** Strictest first. */
const STRICTNESS: GateAction[] = ['person', 'suggest', 'review', 'send'];

/** Null when no rule matches. A rule never makes anything freer than it would be without it: `send` only says "no objection". */
export function evaluatePolicy(rules: PolicyRule[], facts: PolicyFacts): PolicyOutcome {
  const matching = rules.filter(({ conditions }) => holds(conditions, facts));
  const [first] = [...matching].sort((a, b) => strictness(a.action) - strictness(b.action));
  return first ? { action: first.action, name: first.name, matched: matching.map(({ id }) => id) } : null;
}

function strictness(action: GateAction): number {
  // What nobody knows (-1) is stricter than everything.
  return STRICTNESS.indexOf(action);
}

function holds(conditions: PolicyConditions, facts: PolicyFacts): boolean {
  const { topics, channels, languages, risks, attribute, verified, alwaysPerson, hours } = conditions;
  if (topics && !topics.includes(facts.topic ?? '')) return false;
  if (channels && !(channels as string[]).includes(facts.channel)) return false;
  if (languages && !languages.includes(facts.language)) return false;
  if (risks && !risks.some((risk) => facts.risks.includes(risk))) return false;
  if (attribute && !attribute.is.some((value) => same(value, attributeOf(facts.attributes, attribute.name))))
    return false;
  if (verified !== undefined && verified !== facts.verified) return false;
  if (alwaysPerson !== undefined && alwaysPerson !== facts.alwaysPerson) return false;
  if (!hours) return true;
  try {
    return within(hours, facts.now);
  } catch {
    // A time zone that this machine does not know: a rule that cannot be read applies.
    return true;
  }
}

function attributeOf(attributes: Record<string, string>, name: string): string {
  return Object.entries(attributes).find(([key]) => same(key, name))?.[1] ?? '';
}

function same(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

function within({ from, to, zone, days }: NonNullable<PolicyConditions['hours']>, now: Date): boolean {
  const { minutes, day } = localTime(now, zone);
  const [start, end] = [minutesOf(from), minutesOf(to)];
  const over = end <= start;
  const inside = over ? minutes >= start || minutes < end : minutes >= start && minutes < end;
  // The early hours of a window that runs over midnight belong to the day on which it began.
  const began = over && minutes < end ? ((day + 5) % 7) + 1 : day;
  return inside && (!days || days.includes(began));
}

function localTime(now: Date, zone: string): { minutes: number; day: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
    weekday: 'short',
  }).formatToParts(now);
  const get = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return {
    minutes: Number(get('hour')) * 60 + Number(get('minute')),
    day: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(get('weekday')) + 1,
  };
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
