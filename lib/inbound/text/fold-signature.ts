// The block below what somebody wrote that their client adds every time.

const MOST_LINES = 12;
const DELIMITER = /^(-- ?|--|—|__+|\*-- \*)$/;
const DEVICE =
  /^(sent (from|via|with) |get outlook for |gesendet (von|mit|über) |von meinem .{1,40} gesendet|diese nachricht wurde von mein|envoyé (de|depuis|avec) |enviado (desde|do|de|a partir) |inviato da |verzonden (vanaf|met|via) |skickat från |sendt fra |lähetetty |wysłane? z |отправлено (с|из) |發自我的|从我的 .{1,20} 发送|iPhoneから送信|나의 .{1,20}에서 보냄)/iu;

export function foldSignature(text: string): { own: string; signature: string } {
  const lines = text.trimEnd().split('\n');
  const from = startOfSignature(lines);
  if (from < 0) return { own: text.trim(), signature: '' };
  return { own: lines.slice(0, from).join('\n').trim(), signature: lines.slice(from).join('\n').trim() };
}

function startOfSignature(lines: string[]): number {
  const first = Math.max(0, lines.length - MOST_LINES - 1);
  for (let i = first; i < lines.length; i++) if (DELIMITER.test((lines[i] ?? '').trimEnd())) return i;
  // "Sent from my phone" stands last, alone or with an address under it.
  for (let i = lines.length - 1; i >= Math.max(0, lines.length - 3); i--) {
    const line = (lines[i] ?? '').trim();
    if (line.length < 120 && DEVICE.test(line)) return i;
  }
  return -1;
}
