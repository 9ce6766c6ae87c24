// Charsets that the platform refuses to decode and that old mail still carries.

const EUC_KR = new TextDecoder('euc-kr');
const GBK = new TextDecoder('gbk');

/** RFC 1557: between SO and SI stand Korean pairs. */
export function decodeIso2022Kr(bytes: Uint8Array): string {
  const out: number[] = [];
  let korean = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === 0x1b && bytes[i + 1] === 0x24 && bytes[i + 2] === 0x29) i += 3;
    else if (byte === 0x0e) korean = true;
    else if (byte === 0x0f) korean = false;
    else out.push(korean && byte > 0x20 && byte < 0x7f ? byte | 0x80 : byte);
  }
  return EUC_KR.decode(Uint8Array.from(out));
}

/** EUC-KR as Windows has it: with the syllables that KS X 1001 lacks, which the platform's decoder does not know. */
export function decodeKorean(bytes: Uint8Array): string {
  const plain = EUC_KR.decode(bytes);
  if (!plain.includes('\ufffd')) return plain;
  let text = '';
  let from = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x81) continue;
    const at = rankOf(lead, bytes[i + 1] ?? 0);
    if (at >= 0) {
      text += `${EUC_KR.decode(bytes.subarray(from, i))}${others()[at] ?? '\ufffd'}`;
      from = i + 2;
    }
    i++;
  }
  return text + EUC_KR.decode(bytes.subarray(from));
}

/** Which of the added syllables it is: they stand in alphabetical order where the standard has nothing. */
function rankOf(lead: number, trail: number): number {
  const column =
    trail >= 0x41 && trail <= 0x5a
      ? trail - 0x41
      : trail >= 0x61 && trail <= 0x7a
        ? trail - 0x61 + 26
        : trail >= 0x81 && trail <= (lead < 0xa1 ? 0xfe : 0xa0)
          ? trail - 0x81 + 52
          : -1;
  if (column < 0 || lead > 0xc6) return -1;
  return lead < 0xa1 ? (lead - 0x81) * 178 + column : 32 * 178 + (lead - 0xa1) * 84 + column;
}

let added: string[] | undefined;

function others(): string[] {
  if (added) return added;
  const standard = new Set<string>();
  for (let lead = 0xb0; lead <= 0xc8; lead++)
    for (let trail = 0xa1; trail <= 0xfe; trail++) standard.add(EUC_KR.decode(Uint8Array.of(lead, trail)));
  added = [];
  for (let code = 0xac00; code <= 0xd7a3; code++)
    if (!standard.has(String.fromCharCode(code))) added.push(String.fromCharCode(code));
  return added;
}

/** RFC 1843: between ~{ and ~} stand Chinese pairs. */
export function decodeHz(bytes: Uint8Array): string {
  const out: number[] = [];
  let chinese = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    const next = bytes[i + 1];
    if (byte === 0x7e && next === 0x7b && !chinese) chinese = Boolean(++i);
    else if (byte === 0x7e && next === 0x7d) chinese = !++i;
    else if (byte === 0x7e && next === 0x7e && !chinese) out.push(bytes[++i] ?? 0);
    else out.push(chinese && byte > 0x20 && byte < 0x7f ? byte | 0x80 : byte);
  }
  return GBK.decode(Uint8Array.from(out));
}

/** RFC 2152: +…- holds UTF-16 in base64. */
export function decodeUtf7(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/\+([A-Za-z0-9+/]*)-?/g, (_, coded: string) => {
      if (coded === '') return '+';
      const units = Buffer.from(coded, 'base64');
      return new TextDecoder('utf-16be').decode(units.subarray(0, units.length - (units.length % 2)));
    });
}

// What stands above ASCII, from 0x80.
const DOS = {
  cp437:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  cp850:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
  cp852:
    'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00ad˝˛ˇ˘§÷¸°¨˙űŘř■\u00a0',
};

/** The code pages of DOS. */
export function decodeDos(bytes: Uint8Array, page: keyof typeof DOS): string {
  const upper = DOS[page];
  return Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : upper[byte - 0x80])).join('');
}
