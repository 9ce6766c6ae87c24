// Bytes to text. Labels are hints: half of the wrong ones can be told from the bytes, because UTF-8 and the escapes of ISO-2022 are unmistakable.
import { decodeDos, decodeHz, decodeIso2022Kr, decodeKorean, decodeUtf7 } from './old-charsets.ts';

/** @param label as the mail names it; null when it names none. Never throws; what cannot be read becomes U+FFFD. */
export function decodeText(bytes: Uint8Array, label: string | null): string {
  if (bytes.byteLength === 0) return '';
  const marked = byMark(bytes);
  if (marked) return new TextDecoder(marked).decode(bytes);
  const name = nameOf(label);
  const old = OLD[name];
  if (old) return old(bytes);
  if (isPlainAscii(bytes))
    return hasEscapes(bytes) || /^iso-2022-jp/.test(name)
      ? read('iso-2022-jp', bytes)
      : Buffer.from(bytes).toString('latin1');
  const utf8 = asUtf8(bytes);
  // Text in a one-byte charset is next to never valid UTF-8 by accident.
  if (utf8 !== null && !/^(utf-16|iso-2022|hz)/.test(name)) return utf8;
  if (name === 'utf-8' || !isKnown(name)) return brokenUtf8(bytes) ?? read(guess(bytes), bytes);
  return read(name, bytes);
}

const OLD: Record<string, (bytes: Uint8Array) => string> = {
  'utf-7': decodeUtf7,
  'unicode-1-1-utf-7': decodeUtf7,
  'iso-2022-kr': decodeIso2022Kr,
  'hz-gb-2312': decodeHz,
  hz: decodeHz,
  cp437: (bytes) => decodeDos(bytes, 'cp437'),
  cp850: (bytes) => decodeDos(bytes, 'cp850'),
  cp852: (bytes) => decodeDos(bytes, 'cp852'),
};

const SAME: Record<string, string> = {
  utf8: 'utf-8',
  'cp-850': 'cp850',
  ibm850: 'cp850',
  cp858: 'cp850',
  ibm437: 'cp437',
  ibm852: 'cp852',
  cp932: 'shift_jis',
  'windows-932': 'shift_jis',
  'x-ms-cp932': 'shift_jis',
  cp936: 'gbk',
  'windows-936': 'gbk',
  cp949: 'euc-kr',
  uhc: 'euc-kr',
  cp950: 'big5',
  'big5-eten': 'big5',
  'cp-1251': 'windows-1251',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp874: 'windows-874',
  'mac-roman': 'macintosh',
  'mac-cyrillic': 'x-mac-cyrillic',
  'iso-8859-8-e': 'iso-8859-8',
  'ansi_x3.110-1983': 'us-ascii',
  ks_c_5601: 'ks_c_5601-1987',
};

function nameOf(label: string | null): string {
  const name = /[a-z0-9][a-z0-9_.:-]*/.exec((label ?? '').toLowerCase().slice(0, 100))?.[0] ?? '';
  const spelled = name.replace(/^(cp|windows|win)_?(125\d)$/, 'windows-$2').replace(/^iso_?(8859)_/, 'iso-$1-');
  return SAME[spelled] ?? spelled;
}

const known = new Map<string, TextDecoder | null>();

/** Only labels that the platform knows are kept, so that strangers cannot fill the map. */
function decoderOf(name: string): TextDecoder | null {
  const found = known.get(name);
  if (found !== undefined) return found;
  try {
    const decoder = new TextDecoder(name);
    known.set(name, decoder);
    return decoder;
  } catch {
    return null;
  }
}

const isKnown = (name: string) => name !== '' && decoderOf(name) !== null;

function read(name: string, bytes: Uint8Array): string {
  const decoder = decoderOf(name) ?? new TextDecoder('windows-1252');
  if (decoder.encoding === 'euc-kr') return decodeKorean(bytes);
  return decoder.decode(decoder.encoding === 'iso-2022-jp' ? withoutIdleEscapes(bytes) : bytes);
}

const ESCAPE = `${String.fromCharCode(0x1b)}[($].`;
const IDLE_ESCAPES = new RegExp(`(?:${ESCAPE})+(?=${ESCAPE})`, 'g');

/** Escapes with nothing behind them, as each line and each encoded word ends and begins: the platform takes them for faults. */
function withoutIdleEscapes(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  return Buffer.from(text.replace(IDLE_ESCAPES, ''), 'latin1');
}

function byMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

function isPlainAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte > 0x7f) return false;
  return true;
}

/** ESC $ B and its like: Japanese, whatever the label. */
function hasEscapes(bytes: Uint8Array): boolean {
  const at = bytes.indexOf(0x1b);
  const text = Buffer.from(bytes.subarray(Math.max(at, 0), at + 200_000)).toString('latin1');
  return at >= 0 && ['$@', '$B', '(J'].some((code) => text.includes(`\u001b${code}`));
}

const strict = new TextDecoder('utf-8', { fatal: true });

function asUtf8(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

/** UTF-8 with a few bytes broken, as a cut or a bad gateway leaves it. */
function brokenUtf8(bytes: Uint8Array): string | null {
  const text = new TextDecoder('utf-8').decode(bytes);
  let broken = 0;
  let whole = 0;
  for (const char of text) {
    if (char === '\ufffd') broken++;
    else if (char > '\u007f') whole++;
  }
  return whole > broken * 4 ? text : null;
}

/** Of what is neither UTF-8 nor labelled: the alphabets differ in where their letters lie. */
function guess(bytes: Uint8Array): string {
  let above = 0;
  let high = 0;
  let lower = 0;
  let run = 0;
  let longest = 0;
  for (const byte of bytes.subarray(0, 20_000)) {
    if (byte >= 0x80) above++;
    run = byte >= 0xc0 ? run + 1 : 0;
    if (byte >= 0xc0) high++;
    // Where KOI8 has its small letters, and Windows its capitals.
    if (byte >= 0xc0 && byte < 0xe0) lower++;
    longest = Math.max(longest, run);
  }
  // Western words have one letter of these here and there; Russian ones have no other, and the pairs of the East have lower bytes too.
  if (longest >= 4 && high > above * 0.93) return lower > high * 0.65 ? 'koi8-r' : 'windows-1251';
  for (const name of ['shift_jis', 'gb18030', 'big5', 'euc-kr']) if (readsWell(name, bytes)) return name;
  return 'windows-1252';
}

function readsWell(name: string, bytes: Uint8Array): boolean {
  const text = read(name, bytes.subarray(0, 4_000));
  const wide = text.match(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u4e00-\u9fa5]/gu)?.length ?? 0;
  const strange = text.match(/\P{ASCII}/gu)?.length ?? 0;
  return !text.slice(0, -2).includes('\ufffd') && wide >= 3 && wide >= strange * 0.9;
}
