// Message-IDs, without angle brackets: out of a raw header block, and out of In-Reply-To and References.

const HEADER_BYTES = 256 * 1024;
const LONGEST = 500;

/** Of the first Message-ID header; null when there is none that could name a message. */
export function readMessageId(raw: Uint8Array): string | null {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, HEADER_BYTES));
  // Some gateways put empty lines above the header.
  const top = bytes.toString('latin1').trimStart();
  const end = /\r?\n\r?\n/.exec(top)?.index ?? top.length;
  const unfolded = top.slice(0, end).replace(/\r?\n[ \t]+/g, ' ');
  return idsIn(/^message-id[ \t]*:(.*)$/im.exec(unfolded)?.[1] ?? '')[0] ?? null;
}

/** In order, without repeats; the first and the newest 49 when there are more. */
export function idsIn(header: string | undefined): string[] {
  const text = (header ?? '').slice(0, 100_000);
  const bracketed = [...text.matchAll(/<([^<>\s]+)>/g)].map((match) => match[1] ?? '');
  const found = bracketed.length > 0 ? bracketed : text.split(/[\s,]+/);
  const ids = [...new Set(found.filter((id) => id.length > 0 && id.length <= LONGEST && !hasControl(id)))];
  return ids.length > 50 ? [...ids.slice(0, 1), ...ids.slice(-49)] : ids;
}

function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 0x21) return true;
  return false;
}
