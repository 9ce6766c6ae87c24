// How clients announce a quote: a line that says who wrote when, a separator, or the headers of the quoted mail.
import { FORWARD_BEGINS, FORWARD_PREFIX, FORWARD_STEMS, FORWARDED } from './forward-marks.ts';
import { HEADER } from './header-names.ts';
import { BEGINS, ORIGINAL, OWN_WORDS, SAID, WROTE } from './marks.ts';

const LONGEST_LINE = 500;
const MOST_LINES = 7;
const any = (words: string[]) => `(?:${words.join('|')})`;

const SEPARATOR = new RegExp(
  `^[ \\t>*_]*[\\p{Pd}_=]{2,}[ \\t]*${any(ORIGINAL)}[ \\t]*:?[ \\t]*[\\p{Pd}_=]{2,}[ \\t*_]*$`,
  'iu',
);
// GroupWise: ">>> Jo <jo@x> 04/01/16 12:00 PM >>>".
const CHEVRONS = /^>>> (?=.*\d{1,2}:\d{2}).{5,250} >>>[ \t]*$/;
// Zoho, and those who imitate it.
const RULED = new RegExp(`^[ \\t]*-{3,} ?.{5,250}(?<!\\p{L})${any(WROTE)}[ \\t:]*-{3,}[ \\t]*$`, 'iu');
// Text that clients turn into a rule loses its dashes.
const BARE_SEPARATOR = /^[ \t*]*-{0,2}[ \t]*(original message|reply message|原始邮件|原始郵件)[ \t]*-{0,2}[ \t*:]*$/iu;

// Helpdesks put it above what they send.
const REPLY_ABOVE =
  /^[\W_]*(please )?((type|write) your (reply|response)|reply|respond|bitte antworten( sie)?|antworten sie bitte|(veuillez )?(répondre|répondez)|(por favor )?(responda|escriba)|rispondi|antwoord( hier)?)( only| nur| hier)? (above|oberhalb|über|au-dessus|por encima|acima|sopra|boven) (this|the|dieser|diese|de cette|de esta|desta|questa|deze) (line|zeile|linie|ligne|línea|linha|linea|riga|lijn|regel)\b.{0,80}$/iu;

export function isSeparator(line: string, next: string): boolean {
  if (line.length > LONGEST_LINE) return false;
  return (
    SEPARATOR.test(line) ||
    RULED.test(line) ||
    CHEVRONS.test(line) ||
    REPLY_ABOVE.test(line) ||
    (BARE_SEPARATOR.test(line) && headerOf(next) !== null)
  );
}

/** A line of dashes, underscores and the like alone. */
export function isRule(line: string): boolean {
  return /^[ \t]*([-_=*~─—–]{5,})[ \t]*$/.test(line);
}

const DASHED = /^[ \t*]*[-_=]{3,}[ \t]*\p{L}[\p{L}\p{M}\p{Pd}'’. ]{2,60}[-_=]{3,}[ \t*]*$/u;

/** A rule, or words between two of them in whatever language: a separator where the headers of a mail follow. */
export function mayBeSeparator(line: string): boolean {
  return isRule(line) || DASHED.test(line);
}

const FORWARD = new RegExp(`^[ \\t>*]*[-_=]{0,40}[ \\t]*${any(FORWARDED)}[ \\t]*(?:[:：]|[-_=]{2,}|$|\\n)`, 'iu');

const FORWARD_RULED = new RegExp(
  `^[ \\t>*]*[\\p{Pd}_=]{3,}(?=[^\\n]{0,60}${any(FORWARD_STEMS)})(?:[^\\p{Pd}_=\\n]|(?<=\\p{L})-(?=\\p{L})){3,120}[\\p{Pd}_=]{2,}[ \\t*]*$`,
  'iu',
);
// English has its own words in the list: people forward things too, and say so.
const FORWARD_STEM = new RegExp(any(FORWARD_STEMS.filter((stem) => stem !== 'forward')), 'iu');
// Apple's, alone on its line.
const FORWARD_BEGUN = new RegExp(
  `^(?=[^\\n]{0,50}${any(FORWARD_BEGINS)})[ \\t>*]*[\\p{L}\\p{M}\\p{Pd} ]{6,60}[ \\t]?[:：][ \\t*]*$`,
  'iu',
);

export function isForwardMark(line: string): boolean {
  return (
    line.length <= 200 &&
    (FORWARD.test(line) || FORWARD_RULED.test(line) || (FORWARD_BEGUN.test(line) && FORWARD_STEM.test(line)))
  );
}

const SUBJECT_FORWARDED = new RegExp(`^[ \\t]*${any(FORWARD_PREFIX)}[ \\t]*[:：]`, 'iu');

export function isForwardSubject(subject: string): boolean {
  return SUBJECT_FORWARDED.test(subject.slice(0, 100));
}

type HeaderName = keyof typeof HEADER;
const HEADERS = (Object.keys(HEADER) as HeaderName[]).map(
  (name) => [name, new RegExp(`^[ \\t>|]*[*_]{0,2}${any(HEADER[name])}[*_]{0,2}[ \\t]*[:：]`, 'iu')] as const,
);

function headerOf(line: string): HeaderName | null {
  const head = line
    .slice(0, 60)
    .normalize('NFC')
    .replace(/[\u200e\u200f\u202a-\u202e\u00a0]/g, ' ');
  return HEADERS.find(([, pattern]) => pattern.test(head))?.[0] ?? null;
}

/** The headers of a quoted mail: from whom, and two others that no form would have. They may be wrapped, and in any order. */
export function isHeaderBlock(lines: string[], at: number): boolean {
  if (headerOf(lines[at] ?? '') === null) return false;
  if (isHeaderLine(lines[at] ?? '')) return true;
  const found = new Set<HeaderName>();
  let blank = 0;
  let stray = 0;
  let told = false;
  let stamped = false;
  let addressed = false;
  for (let i = at; i < Math.min(lines.length, at + 14) && blank < 2 && stray < 4; i++) {
    const line = (lines[i] ?? '').slice(0, LONGEST_LINE);
    const name = headerOf(line);
    if (name) found.add(name);
    else if (line.trim()) stray++;
    // Clients that make a paragraph of each.
    else if (headerOf(lines[i + 1] ?? '') === null) blank++;
    // A place and a day stand in a form too: an address or a time of day do not.
    if (name && (name === 'subject' || /@|\b\d{4}\b.*\d{1,2}[:.]\d{2}/.test(line))) told = true;
    if (found.has('from') && found.size >= 3 && told) return true;
    // Or two that no person types: the time as servers write it, and an address.
    if (name === 'date' && /\d{1,2}:\d{2}:\d{2} ([+-]\d{4}|GMT|UTC)/.test(line)) stamped = true;
    if ((name === 'from' || name === 'to') && /@/.test(line)) addressed = true;
    if (stamped && addressed && stray === 0 && blank === 0) return true;
  }
  return false;
}

const INLINE_HEADERS = HEADERS.map(
  ([name]) => [name, new RegExp(`(?:^|[\\s;,])[*_]{0,2}${any(HEADER[name])}[*_]{0,2}[ \\t]*[:：] ?\\S`, 'iu')] as const,
);

/** All of them on one line, as clients that lose line ends leave them: to whom, from whom, when and about what. */
function isHeaderLine(line: string): boolean {
  if (line.length < 40 || line.length > LONGEST_LINE || !/@/.test(line) || !/\d{1,2}[:.]\d{2}/.test(line)) return false;
  return INLINE_HEADERS.every(([, pattern]) => pattern.test(line));
}

const VERB = new RegExp(`(?<![\\p{L}])${any(WROTE)}[ \\t]*[:：][ \\t]*$`, 'iu');
const EAST_VERB = /(写道|寫道|書きました|のメール|작성|撰写)[ \t]*[:：]?[ \t]*$/u;
// Turkish, Hungarian and Finnish put the time after the verb.
const VERB_INSIDE = new RegExp(`(?<![\\p{L}])${any(WROTE)}(?![\\p{L}]).{0,80}[:：][ \\t]*$`, 'iu');
const BEGIN = new RegExp(
  `^[ \\t>]*(?:-{2,4} |\\* |[*_]{1,2})?["“‫(]?(?:${any(BEGINS)}(?![\\p{L}])|[\\p{L}\\p{M}]{1,14}[.,]{0,2} {1,2}\\d|\\d{1,4}(?:[./年년-]| (?:m\\.|г\\.|р\\.))|\\d{1,2}\\.? \\p{L}|<?\\S{1,100}@|["“']?\\p{L}[^<>]{0,80}[<([]|\\p{L}[^<>\\n]{2,60}(?: ${any(WROTE)})|\\p{L}[^<>\\n]{0,40}[于於] ?\\d{4})`,
  'iu',
);
const ADDRESSED = /[<([]\s*(mailto:)?\S{1,100}@\S{1,100}\s*[>)\]]/;
const YEAR = /\b\d{4}\b/;
const DATED = /\d{1,4}[./:年년-]\s?\d{1,2}|\b\d{4}\b|[\u0660-\u0669\u06f0-\u06f9]{4}|\d{1,2}\s?(am|pm)|@/i;
// Gmail once wrote no verb and no colon.
const STAMPED =
  /^[ \t>]*\d{4}[-/]\d{1,2}[-/]\d{1,2} \d{1,2}:\d{2} (GMT|UTC)[+-]\d{1,2}:\d{2} [^<>\s][^<>]{0,200}(<[^<>@\s]{1,64}@[^<>@\s]{1,255}>[ \t]*)?$/;
const STAMPED_ADDRESS =
  /^[ \t>]*\d{4}[-/]\d{1,2}[-/]\d{1,2} [^<>\s][^<>]{0,100} ?<[^<>@\s]{1,64}@[^<>@\s]{1,255}>[ \t]*$/;
// The short form of a few clients: a day and a name, no address and no time.
const NAMED =
  /^[ \t]*(Am|Op|Den|På) \p{L}.* (schrieb|schreef|skrev) (?!(Ihr|Euer|Unser|Mein|Der|Die|Das|Ein|Uw|Onze?|De|Een|Deres|Vår|Min)\p{L}{0,2} )\p{Lu}[\p{L}.'’-]*( \p{Lu}[\p{L}.'’-]*){1,3}( følgende| följande)? ?:[ \t]*$/u;
const SPOKEN = new RegExp(`(?<![\\p{L}])${any(SAID)}[ \\t]*[:：][ \\t]*$`, 'iu');
const OWN = new RegExp(any(OWN_WORDS), 'u');

/** How many lines the "On … wrote:" takes that begins at `at` (clients wrap it); 0 when none does. */
export function attributionAt(lines: string[], at: number): number {
  const first = lines[at] ?? '';
  if (first.length > LONGEST_LINE || !BEGIN.test(first)) return 0;
  if (STAMPED.test(first)) return 1;
  // A name and an address after a day stand in a list too.
  if (STAMPED_ADDRESS.test(first) && /^[ \t]*>/.test(lines[nextFilled(lines, at + 1)] ?? '')) return 1;
  let text = '';
  for (let n = 0; n < MOST_LINES && at + n < lines.length; n++) {
    const line = (lines[at + n] ?? '').replaceAll('\u00a0', ' ');
    // An address that a client broke apart may have anything between its brackets.
    const open = text.split('<').length > text.split('>').length;
    const bracket = /^[ \t]*<[ \t]*$/.test(lines[nextFilled(lines, at + n)] ?? '');
    if (n > 0 && !open && !bracket && (!line.trim() || /^[ \t]*>/.test(line))) return 0;
    if (n > 3 && !open) return 0;
    text = `${text}${text.endsWith('<') ? '' : ' '}${line.trim()}`;
    if (text.length > LONGEST_LINE) return 0;
    const next = lines[nextFilled(lines, at + n + 1)] ?? '';
    if (isAttribution(text, /^[ \t]*>/.test(next))) return n + 1;
    // A colon ends what it announces.
    if (!open && /[:：][*_]*\s*$/.test(line)) return 0;
  }
  return 0;
}

/** Where the verb is in no list: a person's address and a time, or either right above a marked quote. */
function isAttribution(whole: string, quoteBelow: boolean): boolean {
  // Some set it in bold or in italics.
  const text = whole.replace(/^[ \t]*[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}[ \t]*$/g, '');
  if (OWN.test(text) || (!quoteBelow && /said the following/i.test(text))) return false;
  if (EAST_VERB.test(text) && DATED.test(text)) return true;
  // Without a colon: a verb, a day and a quote.
  if (!/[:：]\s*[\u200e\u200f\u202c]*$/.test(text))
    return quoteBelow && !/[.!?,;]\s*$/.test(text) && isSpoken(`${text}:`);
  const plain = text
    .replace(/[\u200e\u200f\u202a-\u202e]/g, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .normalize('NFC');
  if (VERB.test(plain) && (DATED.test(plain) || (quoteBelow && plain.length < 120))) return true;
  const addressed = ADDRESSED.test(plain);
  const timed = /\d{1,2}[:.]\d{2}/.test(plain) && /\b\d{4}\b|\d{1,2}[./-]\d{1,2}[./-]\d{2}/.test(plain);
  if (VERB_INSIDE.test(plain) && (timed || (addressed && YEAR.test(plain)))) return true;
  if (YEAR.test(plain) && NAMED.test(plain)) return true;
  if (quoteBelow && SPOKEN.test(plain) && DATED.test(plain)) return true;
  // A name and a time alone begin many sentences that end in a colon.
  return quoteBelow ? addressed || timed : addressed && timed && !plain.includes('|');
}

function isSpoken(text: string): boolean {
  const plain = text.normalize('NFC');
  const addressed = ADDRESSED.test(plain);
  return (
    (addressed || /\d{1,2}[:.]\d{2}/.test(plain)) && DATED.test(plain) && (VERB.test(plain) || VERB_INSIDE.test(plain))
  );
}

function nextFilled(lines: string[], from: number): number {
  let at = from;
  while (at < lines.length - 1 && !(lines[at] ?? '').trim()) at++;
  return at;
}

/** `own` stands above a quote that is known apart: it, and the "On … wrote:" that it ends with. */
export function detachedEnd(own: string): { own: string; mark: string } {
  const lines = own.trimEnd().split('\n');
  for (let at = Math.max(1, lines.length - MOST_LINES); at < lines.length; at++)
    if ((lines[at] ?? '').trim() && at + attributionAt([...lines, '> '], at) === lines.length)
      return { own: lines.slice(0, at).join('\n').trimEnd(), mark: lines.slice(at).join('\n') };
  return { own, mark: '' };
}

const ATTACHED =
  /^(?![ \t]*(?:>|\d|(?:On|Am|Le|El|Il|Op|Em|Den|Dnia) ))(.{0,400}?[^\s-])[ \t]*(?:-{2,}|[ \t])[ \t]*((?:On|Am|Le|El|Il|Op|Em|Den|Dnia) .{10,300}[:：][ \t]*)$/u;

/** Some clients put the "On … wrote:" right behind the last words: the two apart, where a marked quote follows. */
export function detached(lines: string[]): string[] {
  return lines.flatMap((line, at) => {
    if (line.length > LONGEST_LINE || !/[:：][ \t]*$/.test(line) || !/^[ \t]*>/.test(lines[at + 1] ?? '')) return line;
    const [, words, mark] = ATTACHED.exec(line) ?? [];
    if (
      !words ||
      !mark ||
      !/\d{1,2}[:.]\d{2}/.test(mark) ||
      !(VERB.test(mark) || VERB_INSIDE.test(mark)) ||
      OWN.test(mark)
    )
      return line;
    return [words, mark];
  });
}
