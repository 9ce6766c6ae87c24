// Quote sets: what a person wrote now must be what remains visible.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsedAsJson } from '#lib/inbound/parsed-json.ts';
import { asMail, filesBelow, rowsOf } from './read-set.ts';
import { count, newScore, type Score, sideBySide, squeezed } from './score.ts';

const AIM = 0.85;

export async function scoreQuotes(data: string): Promise<Score[]> {
  return [
    ...(await talon(join(data, 'talon'))),
    ...(await replyParser(join(data, 'email_reply_parser'))),
    ...(await replyTrimmer(join(data, 'email_reply_trimmer'))),
    ...(await quotequail(join(data, 'quotequail_html'))),
  ];
}

type TalonRow = { file: string; kind: string; expected_reply?: string; expected_signature?: string | null };

async function talon(folder: string): Promise<Score[]> {
  const reply = newScore('talon', 'visible text', AIM);
  // Its notion of a signature takes "Thanks, Noam" too; ours leaves what a person wrote. Shown, not aimed at.
  const signature = newScore('talon', 'signature lines found', 0);
  for (const row of rowsOf<TalonRow>(folder, 'expected.jsonl')) {
    const bytes = readFileSync(join(folder, row.file));
    if (row.kind === 'signature') {
      const { signature: found } = await parsedAsJson(asMail(bytes.toString().replaceAll('#sig#', ''), 'plain'));
      const expected = (row.expected_signature ?? '').replaceAll('#sig#', '');
      count(signature, squeezed(found) === squeezed(expected), () => sideBySide(row.file, expected, found));
      continue;
    }
    const mail = row.kind === 'html_reply' ? asMail(bytes.toString(), 'html') : bytes;
    const { visibleText } = await parsedAsJson(mail);
    const expected = row.expected_reply ?? '';
    count(reply, squeezed(visibleText) === squeezed(expected), () => sideBySide(row.file, expected, visibleText));
  }
  return [reply, signature];
}

type ParserRow = { file: string; check: string; value: string };

async function replyParser(folder: string): Promise<Score[]> {
  const equal = newScore('email_reply_parser', 'visible text', AIM);
  const other = newScore('email_reply_parser', 'other checks', AIM);
  for (const { file, check, value } of rowsOf<ParserRow>(folder, 'expected.jsonl')) {
    const text = readFileSync(join(folder, file), 'utf8');
    const begun = performance.now();
    const { visibleText, quotedText, signature } = await parsedAsJson(asMail(text, 'plain'));
    const seen = squeezed(visibleText);
    if (check === 'reply') {
      count(equal, seen === squeezed(value), () => sideBySide(file, value, visibleText));
      continue;
    }
    const holds: Record<string, () => boolean> = {
      starts_with: () => seen.startsWith(squeezed(value)),
      contains: () => seen.includes(squeezed(value)),
      whole_is_reply: () => seen === squeezed(text),
      hidden_contains: () => squeezed(`${signature}\n${quotedText}`).includes(squeezed(value)),
      under_seconds: () => performance.now() - begun < Number(value) * 1000,
    };
    count(other, holds[check]?.() ?? false, () => sideBySide(`${file} (${check})`, String(value), visibleText));
  }
  return [equal, other];
}

type TrimmerRow = { id: string; email: string; reply: string };

async function replyTrimmer(folder: string): Promise<Score[]> {
  const all = newScore('email_reply_trimmer', 'visible text', AIM);
  const languages = new Map<string, Score>();
  for (const { id, email, reply } of rowsOf<TrimmerRow>(folder, 'cases.jsonl')) {
    const { visibleText } = await parsedAsJson(asMail(email, 'plain'));
    const right = squeezed(visibleText) === squeezed(reply);
    count(all, right, () => sideBySide(id, reply, visibleText));
    const language = /^embedded_email_([a-z]+)/.exec(id)?.[1];
    if (!language) continue;
    const score = languages.get(language) ?? newScore('email_reply_trimmer', language, 0.75);
    languages.set(language, score);
    count(score, right, () => id);
  }
  return [all, ...languages.values()];
}

/** No truth comes with it: a forward's text must stay, a reply's quote must go. */
async function quotequail(folder: string): Promise<Score[]> {
  const kept = newScore('quotequail_html', 'forward kept / reply folded', AIM);
  if (!existsSync(folder)) return [];
  for (const file of filesBelow(folder, /\.html$/)) {
    const html = readFileSync(file, 'utf8');
    const { text, visibleText, quotedText, signature } = await parsedAsJson(asMail(html, 'html'));
    const forward = /forward/.test(file);
    const right = forward ? squeezed(text).length * 0.9 <= squeezed(visibleText + signature).length : quotedText !== '';
    count(kept, right, () => sideBySide(file, text, visibleText));
  }
  return [kept];
}
