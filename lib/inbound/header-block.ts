// The fields at the top of a raw mail, without reading the rest of it.

const HEADER_BYTES = 256 * 1024;

export type Field = { name: string; value: string };

/** Names in lower case, values unfolded, as latin1. `bodyAt`: where the body begins. */
export function headerBlock(raw: Uint8Array): { fields: Field[]; bodyAt: number } {
  const top = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, HEADER_BYTES)).toString('latin1');
  // Some gateways put empty lines above the header.
  const start = top.length - top.trimStart().length;
  const blank = /\r?\n\r?\n/.exec(top.slice(start));
  const end = blank ? start + blank.index : top.length;
  const fields: Field[] = [];
  for (const line of top.slice(start, end).split(/\r?\n/)) {
    const last = fields.at(-1);
    if (/^[ \t]/.test(line)) {
      if (last) last.value += line;
      continue;
    }
    const colon = line.indexOf(':');
    if (colon > 0) fields.push({ name: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1) });
  }
  return { fields, bodyAt: blank ? end + blank[0].length : end };
}
