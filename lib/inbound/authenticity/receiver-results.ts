// What the server that took the mail for us says of its sender (RFC 8601). Anybody can write such a field into a mail: only the topmost one of the
// server that the owner named counts, and that server takes away those that came along.
import type { Authentication } from '#db/schema.ts';
import type { Headers } from '../mail-headers.ts';

const LONGEST = 10_000;

/** Null: that server said nothing. */
export function receiverResults(headers: Headers, authservId: string): Authentication | null {
  for (const field of headers.all('authentication-results').slice(0, 20)) {
    const [server = '', ...results] = withoutComments(field.slice(0, LONGEST)).split(';');
    if (server.trim().split(/\s/)[0]?.toLowerCase() !== authservId.trim().toLowerCase()) continue;
    const of = (method: string) => results.map((text) => text.trim()).filter((text) => methodOf(text) === method);
    const result = (method: string) => {
      const said = of(method).map((text) => /^[a-z0-9-]+\s*=\s*([a-z]+)/i.exec(text)?.[1]?.toLowerCase() ?? 'none');
      return said.includes('pass') ? 'pass' : (said[0] ?? 'none');
    };
    const passed = of('dmarc').find((text) => /^dmarc\s*=\s*pass\b/i.test(text)) ?? '';
    const domain = /\bheader\.from\s*=\s*"?(?:[^@\s";]*@)?([a-z0-9.-]+)/i.exec(passed)?.[1]?.toLowerCase() ?? null;
    return { spf: result('spf'), dkim: result('dkim'), dmarc: result('dmarc'), domain, by: 'receiver' };
  }
  return null;
}

const methodOf = (text: string) => /^([a-z0-9-]+)(?:\/\d+)?\s*=/i.exec(text)?.[1]?.toLowerCase();

/** What stands in parentheses is the server's small talk, and may hold semicolons. */
function withoutComments(text: string): string {
  let kept = '';
  let depth = 0;
  for (const char of text) {
    if (char === '(') depth++;
    else if (char === ')' && depth > 0) depth--;
    else if (depth === 0) kept += char;
  }
  return kept;
}
