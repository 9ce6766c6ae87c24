// Message-IDs, without angle brackets: out of a raw header block, and out of In-Reply-To and References.
import { headerBlock } from './header-block.ts';

const LONGEST = 500;

/** Of the first Message-ID header; null when there is none that could name a message. */
export function readMessageId(raw: Uint8Array): string | null {
  const field = headerBlock(raw).fields.find(({ name }) => name === 'message-id');
  return idsIn(field?.value)[0] ?? null;
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
