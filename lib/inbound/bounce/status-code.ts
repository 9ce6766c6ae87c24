// RFC 3463 status codes: out of the field that should hold one, else out of the server's words.
import { statusInWords } from './status-words.ts';

const CODE = /(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])/;
const FAILED = /(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])/g;
/** "Something about the system": many servers give no other, for all there is. */
const GENERAL = /^[245]\.[0235]\.0$/;

/** @param otherwise when neither says anything. */
export function statusOf(field: string, words: string, otherwise: string): string {
  const named = CODE.exec(field)?.[0];
  if (named && !GENERAL.test(named)) return named;
  const said = ofWords(words);
  // A general code is better than one of another class.
  if (named) return said && said[0] === named[0] ? said : named;
  return said ?? (field.trim() === '' || !/^[245]/.test(field.trim()) ? otherwise : `${field.trim()[0]}.0.0`);
}

function ofWords(words: string): string | undefined {
  const codes = words.match(FAILED) ?? [];
  const exact = codes.find((code) => !GENERAL.test(code));
  if (exact) return exact;
  const reply = REPLY.exec(words);
  const kind = codes[0]?.[0] ?? reply?.[1];
  const meant = kind === undefined ? null : statusInWords(words);
  // The words speak of class 5; the server knows whether it is for now.
  if (kind !== undefined && meant) return meant === '4.0.0' ? (codes[0] ?? `${kind}.0.0`) : `${kind}${meant.slice(1)}`;
  return codes[0] ?? (reply ? (KNOWN[`${reply[1]}${reply[2]}`] ?? `${reply[1]}.0.0`) : undefined);
}

/** SMTP's three digits. */
const REPLY = /(?:^|[^\d.])([45])(\d\d)(?=[\s-])/;
const KNOWN: Record<string, string> = {
  421: '4.3.2',
  450: '4.2.0',
  452: '4.2.2',
  550: '5.1.1',
  551: '5.1.6',
  552: '5.2.2',
  553: '5.1.3',
};

/**
 * What the address itself is to blame for, and no later mail would do better. A full mailbox or a large mail passes; a policy, a loop, a
 * protocol error and what is wrong with our own address say nothing about theirs.
 */
export function isHardStatus(status: string): boolean {
  return status.startsWith('5') && !/^5\.(1\.[78]|2\.[23]|3\.\d+|4\.(6|7|14)|[567]\.\d+)$/.test(status);
}
