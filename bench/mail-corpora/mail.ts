// MIME sets: headers and files as the reference has them, where one comes along; no crash and no hang on all of them.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { parsedAsJson } from '#lib/inbound/parsed-json.ts';
import { filesBelow, rowsOf } from './read-set.ts';
import { count, newScore, type Score, sideBySide, squeezed } from './score.ts';

const SETS = ['stalwart_eml', 'mikel_mail', 'flanker_eml', 'chatwoot_mail'];

export async function scoreMail(data: string): Promise<Score[]> {
  const scores = await stalwart(join(data, 'stalwart_eml'));
  for (const set of SETS) if (existsSync(join(data, set))) scores.push(...(await robust(set, join(data, set))));
  return scores;
}

type Person = { name: string | null; address: string | null };
type StalwartRow = {
  file: string;
  subject: string | null;
  from: Person[];
  to: Person[];
  cc: Person[];
  message_id: string | null;
  text_body: (string | null)[];
  attachments: { name: string | null; type: string | null; kind: string; size: number | null }[];
};

/** Its truth for broken mail is one parser's opinion: shown, not aimed at. */
async function stalwart(folder: string): Promise<Score[]> {
  const scores: Score[] = [];
  for (const part of ['well-formed', 'malformed']) {
    const well = part === 'well-formed';
    const headers = newScore('stalwart_eml', `${part}: subject, From, To, Cc`, well ? 0.99 : 0);
    const files = newScore('stalwart_eml', `${part}: attachments (count, name, size)`, well ? 0.98 : 0);
    const texts = newScore('stalwart_eml', `${part}: text`, 0);
    for (const row of rowsOf<StalwartRow>(folder, 'expected.jsonl')) {
      if (row.file.startsWith('malformed') === well) continue;
      const mail = await parsedAsJson(readFileSync(join(folder, row.file)));
      const { subject, to, cc } = mail;
      const mine = headersOf(subject, mail.from ? [mail.from] : [], to, cc);
      const theirs = headersOf(row.subject ?? '', row.from.slice(0, 1), row.to, row.cc);
      count(headers, mine === theirs, () => sideBySide(row.file, theirs, mine));
      const got = mail.attachments.map(
        ({ filename, contentType, size }) => `${filename ?? '-'} ${contentType} ${size}`,
      );
      const expected = row.attachments.map(({ name, type, size }) => `${name ?? '-'} ${type} ${size}`);
      const same = row.attachments.every(({ name, size }, at) => {
        const one = mail.attachments[at];
        return one && (one.filename ?? null) === name && (size === null || one.size === size);
      });
      count(files, same && got.length === expected.length, () =>
        sideBySide(row.file, expected.join('\n'), got.join('\n')),
      );
      const text = row.text_body.map((one) => one ?? '').join('\n');
      count(texts, squeezed(mail.text) === squeezed(text.replaceAll('\0', '')), () =>
        sideBySide(row.file, text, mail.text),
      );
    }
    scores.push(headers, files, texts);
  }
  return scores;
}

function headersOf(subject: string, ...lists: Person[][]): string {
  const people = lists.map((list) => list.map(({ name, address }) => `${name ?? ''} <${address ?? ''}>`).join(', '));
  return [subject, ...people].map(squeezed).join('\n');
}

/** No crash, at most a second for each megabyte begun; and, for a second opinion, what another parser reads in the headers. */
async function robust(set: string, folder: string): Promise<Score[]> {
  const read = newScore(set, 'read without a crash', 1);
  const quick = newScore(set, 'within 1 s per MB', 1);
  const agrees = newScore(set, 'subject, To, Cc as postal-mime', 0);
  for (const file of filesBelow(folder, /\.eml$|^sample_output/)) {
    const raw = readFileSync(file);
    const begun = performance.now();
    const mail = await parsedAsJson(raw).catch((error: unknown) => String(error));
    const ms = performance.now() - begun;
    count(read, typeof mail !== 'string', () => `${file}: ${mail}`);
    count(quick, ms <= 1000 * Math.max(1, Math.ceil(raw.length / 1_000_000)), () => `${file}: ${ms.toFixed(0)} ms`);
    const other = await PostalMime.parse(raw).catch(() => null);
    if (typeof mail === 'string' || !other) continue;
    const flat = (list: typeof other.to) => (list ?? []).flatMap((one) => one.group ?? [one]) as Person[];
    const mine = headersOf(mail.subject, mail.to, mail.cc);
    const theirs = headersOf(other.subject ?? '', flat(other.to), flat(other.cc));
    count(agrees, mine === theirs, () => sideBySide(file, theirs, mine));
  }
  return [read, quick, agrees];
}
