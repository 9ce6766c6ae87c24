// Encoded words of headers (RFC 2047), also those that break a character or stand where none should.
import { decodeText } from './charset.ts';
import { decodeBase64, hex } from './transfer.ts';

const WORD = /=\?([^?\s*]{1,60})(?:\*[^?\s]{0,20})?\?([bq])\?([^\r\n]{0,1000}?)\?=/gi;

/** The same, with each run of encoded words as one in UTF-8: for the address parser, which knows fewer charsets and must see no comma of a name. */
export function utf8Words(text: string): string {
  if (!text.includes('=?')) return text;
  return text.replace(RUN, (run) => `=?utf-8?B?${Buffer.from(decodeWords(run), 'utf8').toString('base64')}?=`);
}

const RUN = new RegExp(`${WORD.source}(?:[ \\t\\r\\n]{1,200}${WORD.source}){0,500}`, 'gi');

type Run = { charset: string; pieces: Buffer[] };

export function decodeWords(text: string): string {
  if (!text.includes('=?')) return text;
  let out = '';
  let run: Run | null = null;
  let at = 0;
  const flush = () => {
    if (run) out += decodeRun(run);
    run = null;
  };
  for (const match of text.matchAll(WORD)) {
    const between = text.slice(at, match.index);
    const charset = (match[1] ?? '').toLowerCase();
    const bytes = bytesOf(match[3] ?? '', (match[2] ?? '').toLowerCase());
    // White space between two words only separates them; a character may begin in one and end in the next.
    if (run !== null && between.trim() === '') {
      const open: Run = run;
      if (open.charset === charset) open.pieces.push(bytes);
      else {
        flush();
        run = { charset, pieces: [bytes] };
      }
    } else {
      flush();
      out += between;
      run = { charset, pieces: [bytes] };
    }
    at = (match.index ?? 0) + match[0].length;
  }
  flush();
  return out + text.slice(at);
}

/** Each word should be whole by itself; where one is not, a character was cut in two. */
function decodeRun({ charset, pieces }: Run): string {
  const apart = pieces.map((bytes) => decodeText(bytes, charset)).join('');
  if (pieces.length === 1 || !isUnsure(apart, charset)) return apart;
  return decodeText(Buffer.concat(pieces), charset);
}

const isUnsure = (text: string, charset: string) =>
  text.includes('\ufffd') || /^(utf-?8|gb|big5|shift|euc|ks|iso-2022)/.test(charset);

function bytesOf(encoded: string, encoding: string): Buffer {
  const raw = Buffer.from(encoded, 'utf8');
  if (encoding === 'b') return decodeBase64(raw);
  const out: number[] = [];
  for (let i = 0; i < raw.length; i++) {
    const byte = raw[i] ?? 0;
    const high = byte === 0x3d ? hex(raw[i + 1]) : -1;
    const low = high < 0 ? -1 : hex(raw[i + 2]);
    if (low >= 0) {
      out.push(high * 16 + low);
      i += 2;
    } else out.push(byte === 0x5f ? 0x20 : byte);
  }
  return Buffer.from(out);
}
