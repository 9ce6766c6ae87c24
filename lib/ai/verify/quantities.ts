// Numbers and what they count, compared by value: "28 days" is not "28 hours", "€1,200.50" is "1.200,50 €". Pure.

/** 1,200.50 and 1.200,50 and 1200.5 are the same number; times and versions stay as they are. */
export function numbersOf(text: string): Set<string> {
  const found = text.replace(/^[^\S\n]{0,12}\d{1,2}[.)]\s/gm, '').matchAll(/\d+(?:[.,:/-]\d+)*/g);
  return new Set([...found].map(([number]) => normal(number)));
}

const UNITS: [string, string][] = [
  ['second', 'seconds?|secs?|sekunden?|secondes?|segundos?|secondi|seconden|秒'],
  ['minute', 'minutes?|mins?|minuten?|minutos?|minuti|minuut|分'],
  ['hour', 'hours?|hrs?|stunden?|heures?|horas?|ore|uur|uren|時間'],
  ['day', '(?:working |business |calendar )?days?|(?:werk|arbeits|kalender)?tagen?|jours?|d[ií]as?|giorni|dagen?|日'],
  ['week', 'weeks?|wochen?|semaines?|semanas?|settimane|weken|週間?'],
  ['month', 'months?|monaten?|mois|meses|mes|mesi|maanden?|か月|ヶ月'],
  ['year', 'years?|jahren?|ans?|ann[ée]es?|años?|anni|jaar|anos?|年'],
  ['percent', '%|per ?cent|prozent|pour ?cent|por ciento|procent'],
  ['money', '€|\\$|£|¥|eur|euros?|usd|dollars?|gbp|pounds?|cents?|円'],
  ['weight', 'kg|kilos?|kilograms?|g|grams?|lbs?|oz'],
  ['length', 'cm|mm|m|metres?|meters?|inch(?:es)?|in'],
  ['size', 'kb|mb|gb|tb'],
];
const AFTER = UNITS.map(
  ([name, words]) => [name, new RegExp(`^\\*{0,2}[\\s-]?(?:${words})(?![\\p{L}])`, 'iu')] as const,
);
const BEFORE = /[€$£¥]\s?$|\b(?:eur|usd|gbp)\s$/i;

/** "number unit" of every number whose unit is known. */
export function quantitiesOf(text: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const match of text.matchAll(/\d+(?:[.,]\d+)*/g)) {
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 24);
    const unit = BEFORE.test(text.slice(Math.max(0, match.index - 4), match.index))
      ? 'money'
      : AFTER.find(([, pattern]) => pattern.test(after))?.[0];
    if (!unit) continue;
    const number = normal(match[0]);
    found.set(number, (found.get(number) ?? new Set()).add(unit));
  }
  return found;
}

/** A number that the source counts in another unit only. */
export function wrongUnit(claim: string, source: string): boolean {
  const known = quantitiesOf(source);
  return [...quantitiesOf(claim)].some(([number, units]) => {
    const there = known.get(number);
    return there !== undefined && ![...units].some((unit) => there.has(unit));
  });
}

function normal(number: string): string {
  if (/[:/-]/.test(number)) return number;
  const parts = number.split(/[.,]/);
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return String(Number(number));
  const decimals = last.length === 3 ? '' : last.replace(/0+$/, '');
  const whole = last.length === 3 ? parts.join('') : parts.slice(0, -1).join('');
  return decimals ? `${Number(whole)}.${decimals}` : String(Number(whole));
}
