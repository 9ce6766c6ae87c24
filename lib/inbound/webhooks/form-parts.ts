// The fields of a posted form as bytes. A raw mail in one of them may be in any charset, so nothing is decoded as text here.

const MOST_PARTS = 500;

/** Of multipart/form-data or application/x-www-form-urlencoded; the first of each name. Null: it is neither. */
export function formParts(body: Buffer, contentType: string): Map<string, Buffer> | null {
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) return urlencoded(body);
  const boundary = /^multipart\/form-data\b.*?\bboundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(contentType);
  return boundary ? multipart(body, boundary[1] ?? boundary[2] ?? '') : null;
}

function multipart(body: Buffer, boundary: string): Map<string, Buffer> {
  const parts = new Map<string, Buffer>();
  const mark = Buffer.from(`--${boundary}`);
  let at = body.indexOf(mark);
  for (let n = 0; at >= 0 && n < MOST_PARTS; n++) {
    const start = at + mark.byteLength;
    if (body.subarray(start, start + 2).toString('latin1') === '--') break;
    const next = body.indexOf(Buffer.concat([Buffer.from('\r\n'), mark]), start);
    const head = body.indexOf('\r\n\r\n', start);
    if (next < 0 || head < 0 || head > next) break;
    const name = /\bname="([^"\r\n]{0,200})"/i.exec(body.subarray(start, head).toString('latin1'))?.[1];
    if (name !== undefined && !parts.has(name)) parts.set(name, body.subarray(Math.min(head + 4, next), next));
    at = next + 2;
  }
  return parts;
}

function urlencoded(body: Buffer): Map<string, Buffer> {
  const parts = new Map<string, Buffer>();
  for (let at = 0, n = 0; at < body.byteLength && n < MOST_PARTS; n++) {
    const and = body.indexOf('&', at);
    const end = and < 0 ? body.byteLength : and;
    const equals = body.indexOf('=', at);
    if (equals >= 0 && equals < end) {
      const name = decoded(body.subarray(at, equals)).toString();
      if (!parts.has(name)) parts.set(name, decoded(body.subarray(equals + 1, end)));
    }
    at = end + 1;
  }
  return parts;
}

function decoded(text: Buffer): Buffer {
  const bytes = Buffer.alloc(text.byteLength);
  let length = 0;
  for (let at = 0; at < text.byteLength; at++) {
    const byte = text[at] ?? 0;
    const hex = byte === 0x25 ? text.subarray(at + 1, at + 3).toString('latin1') : '';
    if (/^[0-9a-f]{2}$/i.test(hex)) {
      bytes[length++] = Number.parseInt(hex, 16);
      at += 2;
    } else bytes[length++] = byte === 0x2b ? 0x20 : byte;
  }
  return bytes.subarray(0, length);
}
