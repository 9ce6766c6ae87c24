// Facts that are not numbers: names, months and weekdays, what is allowed and what is not, the words of a step. Pure; for claims in the source's language.
import { fold, tokenize } from '#lib/knowledge/tokens.ts';

const DATES =
  /\b(january|february|march|april|may(?= \d)|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|januar|februar|marz|mai(?= \d)|juni|juli|oktober|dezember|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|janvier|fevrier|mars|avril|juin|juillet|aout|septembre|octobre|novembre|decembre|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|enero|febrero|marzo|abril|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|lunes|martes|miercoles|jueves|viernes|sabado|domingo|today|tomorrow|tonight|heute|morgen|demain|aujourd'hui|hoy|manana)\b/g;

/** Months, weekdays and "tomorrow" that the source does not name. */
export function strangeDate(claim: string, source: string): boolean {
  const known = new Set(fold(source).match(DATES) ?? []);
  return (fold(claim).match(DATES) ?? []).some((name) => !known.has(name));
}

/** Capitals within a sentence, in languages that write only names so; codes of letters and digits anywhere. */
export function strangeName(claim: string, source: string, language: string): boolean {
  const known = fold(source);
  const codes = (claim.match(/[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?/gu) ?? []).filter(
    (word) => word.length >= 3 && /\d/.test(word) && /\p{Lu}/u.test(word),
  );
  const names = language === 'de' || language === 'ja' || language === 'zh' ? [] : capitals(claim);
  return [...codes, ...names].some((name) => !known.includes(fold(name)));
}

function capitals(claim: string): string[] {
  // The first word of a sentence, of a quotation and after a colon is written so by rule.
  const inner = claim.replace(/(^|[.!?:;]\s+|["“„«'(*_>]\s?)\p{Lu}[\p{L}'’-]*/gu, '$1');
  return (inner.match(/\b\p{Lu}[\p{L}\d'’-]{2,}\b/gu) ?? [])
    .map((name) => name.replace(/['’]s$/, ''))
    .filter(
      (name) => !/^(I['’]|You|Your|If|The|And|Or|We|Our)/.test(name) && !/^(AND|OR|NOT|PDF|OK|URL|API)$/.test(name),
    );
}

const NEGATION =
  /\b(not|no|never|cannot|can'?t|don'?t|doesn'?t|isn'?t|aren'?t|won'?t|without|neither|nor|nicht|kein\p{L}*|nie|ohne|pas|jamais|sans|no|nunca|sin|non|mai|senza|niet|geen|nooit|zonder|nao|nunca|sem)\b/u;

/** The claim says yes where the sentence that carries it says no, or the other way about. */
export function turnedRound(claim: string, span: string): boolean {
  return NEGATION.test(fold(claim)) !== NEGATION.test(fold(span));
}

/** Every "not" and "without", in their order. */
export function negations(text: string): string[] {
  return fold(text).match(new RegExp(NEGATION, 'gu')) ?? [];
}

/** What is to be pressed or opened, between ** or quotes, must be called so in the source. */
export function strangeStep(claim: string, source: string): boolean {
  const known = tokenize(source).join(' ');
  const named = claim.match(/\*\*[^*]{2,80}\*\*|“[^”]{2,80}”|„[^“]{2,80}“/gu) ?? [];
  return named.some((name) => {
    const words = tokenize(name).join(' ');
    return words !== '' && !known.includes(words);
  });
}
