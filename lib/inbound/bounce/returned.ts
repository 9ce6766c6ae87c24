// The message that came back, or its headers: in a part of the report, or below its words.
import { addressesInText } from '../addresses.ts';
import { Headers } from '../mail-headers.ts';
import { idsIn, readMessageId } from '../message-id.ts';
import { readFields } from '../mime/fields.ts';
import { bytesOf, type Part } from '../mime/read-mime.ts';

export type Returned = {
  /** Message-IDs, the likeliest first. */
  ids: string[];
  /** Whom it went to. */
  to: string[];
};

/** @param plain the report's text. */
export function returnedMessage(leaves: Part[], plain: string): Returned {
  const parts = leaves
    .filter(({ type }) => /^(message\/(rfc822|global|partial)(-headers)?|text\/rfc822-headers?)$/.test(type))
    .slice(0, 5);
  const inParts = parts.flatMap((part) => readMessageId(bytesOf(part)) ?? []);
  const inText = () =>
    [...plain.slice(0, LONGEST).matchAll(/^[ \t>|]*message-id[ \t]*:[ \t]*(<[^<>\s]{3,500}>)/gim)]
      .slice(0, 5)
      .flatMap(([, id]) => idsIn(id));
  const ids = [inParts, inText(), inHeadersOf(leaves), inFiles(leaves)].find((found) => found.length > 0) ?? [];
  return { ids, to: parts.length > 0 ? parts.flatMap(recipientsOf) : recipientsBelow(plain) };
}

const LONGEST = 200_000;

/** Some servers put the message there as it is, so that its headers are those of the part. */
function inHeadersOf(leaves: Part[]): string[] {
  // A mail of one part is the report itself.
  if (leaves.length < 2) return [];
  return leaves
    .filter(({ headers }) => headers.has('message-id') && headers.has('received'))
    .slice(0, 5)
    .flatMap(({ headers }) => idsIn(headers.get('message-id')));
}

/** "mailheaders.txt" */
function inFiles(leaves: Part[]): string[] {
  return leaves
    .filter(({ type, filename }) => type.startsWith('text/') && filename !== null)
    .slice(0, 5)
    .flatMap((part) => readMessageId(bytesOf(part).subarray(0, LONGEST)) ?? []);
}

function recipientsOf(part: Part): string[] {
  const bytes = bytesOf(part);
  const { fields } = readFields(bytes, 0, Math.min(bytes.length, LONGEST));
  return addressesInText(new Headers(fields).get('to'));
}

function recipientsBelow(plain: string): string[] {
  const all = [...plain.slice(0, LONGEST).matchAll(/^[ \t>|]*to:[ \t]*([^\n]{3,500})$/gim)];
  return addressesInText(all.at(-1)?.[1] ?? '');
}
