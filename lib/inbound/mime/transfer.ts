// Content-Transfer-Encoding: exact bytes, whatever the line ends; what is broken is read as far as it goes.

export function decodeTransfer(body: Buffer, encoding: string): Buffer {
  if (/base64/i.test(encoding)) return decodeBase64(body);
  if (/quoted-?printable/i.test(encoding)) return decodeQuoted(body);
  return /uuencode|uue\b/i.test(encoding) ? decodeUu(body) : body;
}

/** Some senders encode in pieces, each with its own padding. */
export function decodeBase64(body: Buffer): Buffer {
  const pieces = body
    .toString('latin1')
    // Words behind the end are no part of it.
    .replace(/=[ \t]+[^\s=][^\r\n]*/g, '=')
    .replace(/[^A-Za-z0-9+/=]+/g, '')
    .split(/=+/);
  return pieces.length === 1
    ? Buffer.from(pieces[0] ?? '', 'base64')
    : Buffer.concat(pieces.map((piece) => Buffer.from(piece, 'base64')));
}

const EQUALS = 0x3d;

function decodeQuoted(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(body.length);
  let to = 0;
  for (let i = 0; i < body.length; i++) {
    const byte = body[i] ?? 0;
    if (byte === 0x20 || byte === 0x09) {
      // White space before a line end was added on the way.
      let next = i + 1;
      while (body[next] === 0x20 || body[next] === 0x09) next++;
      if (next >= body.length || body[next] === 0x0a || (body[next] === 0x0d && body[next + 1] === 0x0a)) i = next - 1;
      else for (; i < next; i++) out[to++] = body[i] ?? 0;
      if (i === next) i--;
      continue;
    }
    if (byte !== EQUALS) {
      out[to++] = byte;
      continue;
    }
    let end = i + 1;
    while (body[end] === 0x20 || body[end] === 0x09) end++;
    if (end >= body.length || body[end] === 0x0a) i = end;
    else if (body[end] === 0x0d && body[end + 1] === 0x0a) i = end + 1;
    else {
      const high = hex(body[i + 1]);
      const low = hex(body[i + 2]);
      if (high < 0 || low < 0) out[to++] = byte;
      else {
        out[to++] = high * 16 + low;
        i += 2;
      }
    }
  }
  return out.subarray(0, to);
}

export function hex(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

function decodeUu(body: Buffer): Buffer {
  const out: number[] = [];
  let inside = false;
  for (const line of body.toString('latin1').split(/\r?\n/)) {
    if (!inside) inside = /^begin [0-7]{3,4} /.test(line);
    else if (line === 'end' || line === '`') break;
    else {
      const length = (line.charCodeAt(0) - 32) & 63;
      const from = out.length;
      for (let i = 1; i < line.length && out.length - from < length; i += 4) {
        const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((n) => ((line.charCodeAt(i + n) || 32) - 32) & 63);
        out.push(((a << 2) | (b >> 4)) & 255, ((b << 4) | (c >> 2)) & 255, ((c << 6) | d) & 255);
      }
      out.length = Math.min(out.length, from + length);
    }
  }
  return inside ? Buffer.from(out) : body;
}
