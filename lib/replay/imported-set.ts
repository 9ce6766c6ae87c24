// A file of questions and answers for a replay: read, checked line by line, all or nothing. Knows no database. Everything in it is hostile text.
import type { ImportedCase } from '#db/schema.ts';
import { type CsvRecord, readCsv } from './csv.ts';

export const MOST_BYTES = 20 * 1024 * 1024;
export const MOST_ROWS = 5000;
const LONGEST = { text: 20_000, customer: 200 };
/** So many lines are named; the others are counted. */
const NAMED = 20;

export type LineProblem =
  | 'columns'
  | 'cells'
  | 'quote'
  | 'json'
  | 'question'
  | 'answer'
  | 'date'
  | 'language'
  | 'customer'
  | 'unknown';
export type ImportProblem =
  | { kind: 'encoding' | 'empty' | 'tooMany' | 'tooLarge' }
  | { kind: 'lines'; lines: { line: number; problem: LineProblem }[]; more: number };
export type ReadSet = { rows: ImportedCase[] } | { problem: ImportProblem };

const COLUMNS = ['question', 'answer', 'date', 'language', 'customer'] as const;
type Column = (typeof COLUMNS)[number];
const OPTIONAL: Column[] = ['customer'];

export const SAMPLES = {
  csv: `question,answer,date,language,customer
"How long can I void a label? I bought it by mistake.","You can void a label within 28 days of buying it. Open Labels, choose it and press Void.",2026-03-31,en,Simran Kaur
"Hallo, wie drucke ich zwei Labels auf ein Blatt?","Wählen Sie unter Einstellungen > Drucken A4. Dann passen zwei auf ein Blatt.",2026-04-02T09:30:00Z,de,
`,
  jsonl: `{"question":"How long can I void a label? I bought it by mistake.","answer":"You can void a label within 28 days of buying it. Open Labels, choose it and press Void.","date":"2026-03-31","language":"en","customer":"Simran Kaur"}
{"question":"Hallo, wie drucke ich zwei Labels auf ein Blatt?","answer":"Wählen Sie unter Einstellungen > Drucken A4. Dann passen zwei auf ein Blatt.","date":"2026-04-02T09:30:00Z","language":"de"}
`,
};

/** A file that begins with { is JSON lines, any other a CSV: what a browser or its name says of it is not trusted. */
export function readImportedSet(bytes: Uint8Array, now = new Date()): ReadSet {
  if (bytes.byteLength > MOST_BYTES) return { problem: { kind: 'tooLarge' } };
  let text: string;
  try {
    // Takes the byte order mark away, too.
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { problem: { kind: 'encoding' } };
  }
  const records = text.trimStart().startsWith('{') ? fromJsonl(text) : fromCsv(text);
  if (records.length === 0) return { problem: { kind: 'empty' } };
  if (records.length > MOST_ROWS) return { problem: { kind: 'tooMany' } };
  const rows: ImportedCase[] = [];
  const lines: { line: number; problem: LineProblem }[] = [];
  for (const { line, value } of records) {
    const row = typeof value === 'string' ? value : checked(value, now);
    if (typeof row === 'string') lines.push({ line, problem: row });
    else rows.push(row);
  }
  if (lines.length > 0)
    return { problem: { kind: 'lines', lines: lines.slice(0, NAMED), more: Math.max(0, lines.length - NAMED) } };
  return { rows };
}

type Fields = Partial<Record<Column, string>>;
type Found = { line: number; value: Fields | LineProblem };

function fromJsonl(text: string): Found[] {
  const found: Found[] = [];
  let line = 1;
  for (let at = 0; at < text.length && found.length <= MOST_ROWS; line++) {
    const next = text.indexOf('\n', at);
    const raw = text.slice(at, next === -1 ? text.length : next);
    if (raw.trim()) found.push({ line, value: objectIn(raw) });
    at = next === -1 ? text.length : next + 1;
  }
  return found;
}

function objectIn(raw: string): Fields | LineProblem {
  let parsed: unknown;
  try {
    parsed = JSON.parse(raw);
  } catch {
    return 'json';
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return 'json';
  const fields: Fields = {};
  for (const [key, value] of Object.entries(parsed)) {
    const column = COLUMNS.find((one) => one === key);
    if (!column) return 'unknown';
    if (value === null) continue;
    if (typeof value !== 'string') return column;
    fields[column] = value;
  }
  return fields;
}

function fromCsv(text: string): Found[] {
  const { records, open } = readCsv(text, MOST_ROWS + 1);
  const [head, ...rest] = records;
  if (!head) return open === null ? [] : [{ line: open, value: 'quote' }];
  const names = head.cells.map((cell) => COLUMNS.find((one) => one === cell.trim().toLowerCase()));
  const missing = COLUMNS.some((one) => !OPTIONAL.includes(one) && !names.includes(one));
  if (missing || names.includes(undefined) || new Set(names).size < names.length)
    return [{ line: head.line, value: 'columns' }];
  const found = rest.map(({ line, cells }: CsvRecord): Found => {
    if (cells.length !== names.length) return { line, value: 'cells' };
    return { line, value: Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ''])) };
  });
  return open === null ? found : [...found, { line: open, value: 'quote' }];
}

function checked(fields: Fields, now: Date): ImportedCase | LineProblem {
  const question = plain(fields.question);
  const answer = plain(fields.answer);
  if (!question || question.length > LONGEST.text) return 'question';
  if (!answer || answer.length > LONGEST.text) return 'answer';
  const at = dateOf(fields.date ?? '', now);
  if (!at) return 'date';
  const language = plain(fields.language).toLowerCase();
  if (language && !/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(language)) return 'language';
  const customer = plain(fields.customer).replace(/\s+/g, ' ');
  if (customer.length > LONGEST.customer) return 'customer';
  return { question, answer, at, language: language.split('-')[0] || null, customer };
}

/** Line ends alike, no control characters (Postgres stores no NUL), nothing round it. */
function plain(text = ''): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[\u{d800}-\u{dfff}]/gu, '')
    .trim();
}

const DATE = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** A day counts to its end: what was published on it was known. Without a zone it is UTC. */
function dateOf(text: string, now: Date): string | null {
  const given = text.trim();
  if (!DATE.test(given)) return null;
  const [day = '', time] = given.split(/[T ]/);
  const zone = /(Z|[+-]\d{2}:?\d{2})$/.test(time ?? '') ? '' : 'Z';
  const moment = new Date(time ? `${day}T${time}${zone}` : `${day}T23:59:59Z`);
  if (Number.isNaN(moment.getTime()) || !day.startsWith(utcDay(day))) return null;
  // Today is no future, though its end is.
  if (moment.getTime() > now.getTime() + 24 * 3_600_000 || moment.getUTCFullYear() < 1990) return null;
  return moment.toISOString();
}

/** The 31st of February is a day in March to a computer. */
function utcDay(day: string): string {
  const moment = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(moment.getTime()) ? 'no day' : moment.toISOString().slice(0, 10);
}
