// Keeps a customer's own data out of what the team's knowledge is proposed to say, and says when some may be left. Pure.

export type PersonalKind = 'name' | 'email' | 'phone' | 'number';
/** `people`: names of the customer and of ours. `companies`: the customer's. `allowed`: what our own sources name, such as support@ours. */
export type Known = { people: string[]; companies: string[]; allowed: Set<string> };

/** RFC 5321's lengths, or a text without a space is tried from each of its letters. */
const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g;
/** Ten digits or more in groups; dates and prices are shorter. */
const PHONE = /(?<![\w.])\+?\(?\d[\d\s()./-]{7,}\d(?!\w)/g;
/** #4821, 58-1120, INV-2024-17, PB12345678, or five digits and more in a row. */
const NUMBER =
  /#\s?\d{3,}\b|\b[A-Z]{1,5}[-_]?\d{3,}(?:[-_]\d+)*\b|\b\d{2,}-\d{3,}(?:-\d+)*\b|\b(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{8,20}\b|\b\d{5,}\b/g;
/** Stands where something was taken out, so that a person sees the gap. */
const GAP = '…';

/** Addresses, telephone and order numbers become "…"; names go with the comma before them. */
export function withoutPersonal(text: string, known: Known): { text: string; stripped: boolean } {
  let kept = text;
  for (const name of namesOf(known))
    kept = kept.replace(new RegExp(`(?:,\\s*|(?<=\\s)|^)${escaped(name)}(?:['’]s)?(?![\\p{L}\\p{N}])`, 'gu'), '');
  for (const pattern of [EMAIL, NUMBER, PHONE])
    kept = kept.replace(pattern, (found) => (isAllowed(found, known) ? found : GAP));
  kept = kept
    .replace(/ +([,.;:!?])/g, '$1')
    .replace(/[ \t]{2,}/g, ' ')
    .trim();
  return { text: kept, stripped: kept !== text.trim() };
}

/** What still looks personal, each kind once. A gap counts as a number: the sentence has to be read. */
export function personalIn(text: string, known: Known): PersonalKind[] {
  const found = new Set<PersonalKind>();
  if (
    namesOf(known).some((name) => new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, 'u').test(text))
  )
    found.add('name');
  const rest = (pattern: RegExp) => (text.match(pattern) ?? []).some((one) => !isAllowed(one, known));
  if (rest(EMAIL)) found.add('email');
  if (rest(NUMBER) || text.includes(GAP)) found.add('number');
  if (rest(PHONE) && !rest(NUMBER)) found.add('phone');
  return [...found];
}

/** Each word of a person's name counts as it is written ("Jonas", "Weber"), a company's only as a whole. Two letters are too few to tell. */
function namesOf({ people, companies }: Known): string[] {
  const words = [...people.flatMap((name) => [name, ...name.split(/\s+/)]), ...companies].map((word) => word.trim());
  return [...new Set(words)].filter((word) => word.length > 2).sort((a, b) => b.length - a.length);
}

function isAllowed(found: string, { allowed }: Known): boolean {
  return allowed.has(found.trim().toLowerCase());
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
