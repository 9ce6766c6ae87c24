// The message that came back, or its headers: in a part of the report, or below its words.
import { idsIn, readMessageId } from '../message-id.ts';
import { bytesOf, type Part } from '../mime/read-mime.ts';

/** Message-IDs. @param plain the report's text. */
export function returnedIds(leaves: Part[], plain: string): string[] {
  const parts = leaves.filter(({ type }) =>
    /^(message\/(rfc822|global|partial)(-headers)?|text\/rfc822-headers?)$/.test(type),
  );
  const ids = parts.slice(0, 5).flatMap((part) => readMessageId(bytesOf(part)) ?? []);
  if (ids.length > 0) return ids;
  return [...plain.slice(0, 200_000).matchAll(/^[ \t>|]*message-id[ \t]*:[ \t]*(<[^<>\s]{3,500}>)/gim)]
    .slice(0, 5)
    .flatMap(([, id]) => idsIn(id));
}
