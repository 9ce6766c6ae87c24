// RFC 3463 status codes: out of the field that should hold one, else out of the server's words.

const CODE = /(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])/;

/** @param otherwise when neither says anything. */
export function statusOf(field: string, words: string, otherwise: string): string {
  const named = CODE.exec(field)?.[0];
  if (named && !/^[245]\.0\.0$/.test(named)) return named;
  const said = CODE.exec(words)?.[0] ?? ofReply(words);
  // A general code is better than one of another class.
  if (named) return said && said[0] === named[0] ? said : named;
  return said ?? (field.trim() === '' || !/^[245]/.test(field.trim()) ? otherwise : `${field.trim()[0]}.0.0`);
}

/** Of SMTP's three digits. */
function ofReply(words: string): string | undefined {
  const reply = /(?:^|[^\d.])([45])(\d\d)(?=[\s-])/.exec(words);
  if (!reply) return undefined;
  const known: Record<string, string> = {
    421: '4.3.2',
    450: '4.2.0',
    452: '4.2.2',
    550: '5.1.1',
    551: '5.1.6',
    552: '5.2.2',
    553: '5.1.3',
  };
  return known[`${reply[1]}${reply[2]}`] ?? `${reply[1]}.0.0`;
}

/** What the address itself is to blame for, and no later mail would do better; a full mailbox or a large mail passes. */
export function isHardStatus(status: string): boolean {
  return status.startsWith('5') && !/^5\.(2\.2|2\.3|3\.4|7\.\d+)$/.test(status);
}
