// The list of MAPI properties inside a TNEF attribute. [MS-OXTNEF] 2.1.3.4
export type Property = { id: number; value: Buffer; wide: boolean };

const MOST = 5_000;
const FIXED: Record<number, number> = { 2: 2, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 2, 20: 8, 64: 8, 72: 16 };

/** Stops at the first thing that makes no sense. */
export function* readProperties(data: Buffer): Generator<Property> {
  if (data.length < 4) return;
  const count = Math.min(MOST, data.readUInt32LE(0));
  let at = 4;
  for (let n = 0; n < count && at + 4 <= data.length; n++) {
    const kind = data.readUInt16LE(at);
    const id = data.readUInt16LE(at + 2);
    at += 4;
    const type = kind & 0x0fff;
    if (id >= 0x8000) {
      const named = afterName(data, at);
      if (named === null) return;
      at = named;
    }
    const size = FIXED[type];
    const many = (kind & 0x1000) !== 0;
    if (size !== undefined && !many) {
      yield { id, value: data.subarray(at, at + size), wide: false };
      at += Math.ceil(size / 4) * 4;
      continue;
    }
    if (at + 4 > data.length) return;
    const values = size === undefined || many ? data.readUInt32LE(at) : 1;
    at += 4;
    if (size !== undefined) {
      at += Math.ceil(size / 4) * 4 * values;
      continue;
    }
    for (let i = 0; i < values; i++) {
      if (at + 4 > data.length) return;
      const length = data.readUInt32LE(at);
      const from = at + 4;
      if (from + length > data.length) return;
      // An embedded object begins with the 16 bytes that say what it is.
      const skip = type === 13 ? Math.min(16, length) : 0;
      yield { id, value: data.subarray(from + skip, from + length), wide: type === 31 };
      at = from + Math.ceil(length / 4) * 4;
    }
  }
}

/** A property with a name of its own: GUID, then a number or a string. */
function afterName(data: Buffer, at: number): number | null {
  if (at + 24 > data.length) return null;
  if (data.readUInt32LE(at + 16) === 0) return at + 24;
  const length = data.readUInt32LE(at + 20);
  const end = at + 24 + Math.ceil(length / 4) * 4;
  return end <= data.length ? end : null;
}
