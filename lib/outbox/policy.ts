// What a mail server's answer means: for a reply ("again", "never", "nobody knows"), and for the others that take the same way. The one place that decides.

/** What went wrong, as far as it is known. */
export type Failure = {
  /** The server's last reply code; null when it said nothing. */
  code: number | null;
  /** In the server's words where it said something, else ours. */
  words: string;
  /**
   * Where it went wrong. `server`: connecting or TLS, or the connection was lost; `account`: signing in; `sender`: our address was named;
   * `message`: this mail and whom it is for.
   */
  about: 'server' | 'account' | 'sender' | 'message';
  /** The whole message had gone out when the connection was lost: the server may have taken it. */
  handedOver: boolean;
};

export type Outcome =
  | { kind: 'sent'; words: string }
  | { kind: 'retry'; words: string; inMs: number }
  | { kind: 'failed'; words: string; code: number | null }
  | { kind: 'uncertain'; words: string };

/** What a way out is made of: the server, our account there, and the domain that the mail is for. */
export type Lane = 'server' | 'account' | 'domain';

/** What one attempt says about the way that other mails take, too: where all of them wait, and what is known to work. */
export type Road = { slow: Lane | null; well: Lane[] };

const MINUTE = 60_000;
/** After the n-th attempt. The last one repeats: 18 attempts take two days. */
const DELAYS = [1, 5, 15, 30, 60, 120, 240].map((minutes) => minutes * MINUTE);
export const MOST_ATTEMPTS = 18;
/** What waits with others, because nothing gets through, is given back to people after the same time. */
export const GIVE_UP_AFTER_HOURS = 48;

/**
 * Mails on their way at once, over all workers. Three to a server: the fewest that a big provider allows one mailbox (Exchange Online: "up to three
 * concurrent connections", learn.microsoft.com/exchange/troubleshoot/send-emails/smtp-submission-improvements). One less to a domain, so that a slow one
 * never has a whole server to itself.
 */
export const MOST_AT_ONCE: Record<Lane, number> = { server: 3, account: 3, domain: 2 };

/** Several domains that are told to slow down through one server at once: that is the server's own word. */
export const DOMAINS_THAT_MEAN_THE_SERVER = 3;

/** @param attempts including the one that failed */
export function judge(failure: Failure, attempts: number, dice: () => number = Math.random): Outcome {
  const { code, words, about, handedOver } = failure;
  if (code === null && handedOver) return { kind: 'uncertain', words };
  // A server that refuses the connection or our password says nothing about this message: somebody may repair that within two days.
  if (code !== null && code >= 500 && (about === 'message' || about === 'sender'))
    return { kind: 'failed', words, code };
  if (attempts >= MOST_ATTEMPTS) return { kind: 'failed', words, code };
  return { kind: 'retry', words, inMs: delayAfter(attempts, dice) };
}

/** @param failure null: the mail was taken */
export function roadAfter(failure: Failure | null): Road {
  if (!failure) return { slow: null, well: ['server', 'account', 'domain'] };
  const { code, about } = failure;
  if (about === 'server') return { slow: 'server', well: [] };
  if (about === 'account') return { slow: 'account', well: code === null ? [] : ['server'] };
  // Nothing was said, and the connection was not what failed.
  if (code === null) return { slow: null, well: [] };
  const slow = isSlowDown(failure);
  if (about === 'sender' || (slow && isAboutUs(failure)))
    return slow ? { slow: 'account', well: ['server'] } : { slow: null, well: ['server', 'account'] };
  return slow ? { slow: 'domain', well: ['server', 'account'] } : { slow: null, well: ['server', 'account', 'domain'] };
}

/**
 * "Too many", "slow down", "not now": meant for whoever else comes. Not so greylisting: it knows each recipient apart (RFC 6647, 2.4), so the others
 * have to knock once themselves. Nor a mailbox that is full or gone (x.1.x, x.2.x).
 */
function isSlowDown({ code, words }: Failure): boolean {
  if (code === null || code >= 500) return false;
  if (/gr[ae]y[- ]?list/i.test(words)) return false;
  if (code === 421 || code === 432) return true;
  const status = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(words)?.[1] ?? '';
  if (/^4\.[12]\./.test(status)) return false;
  // RFC 3463: system full, not accepting; congestion; security or policy, where providers put their rate limits.
  if (/^4\.(3\.[12]|4\.5|7\.\d+)$/.test(status)) return true;
  return /too (many|much|fast|quickly)|\brates?\b|\blimit|throttl|slow down|congest|overload|(server|system|service) (is )?(too )?busy/i.test(
    words,
  );
}

/** Exchange Online counts an account's connections, and says so only when a mail is handed over. */
function isAboutUs({ code, words }: Failure): boolean {
  return code === 432 || /sender thread limit/i.test(words);
}

/** Milliseconds, up to a fifth more or less, so that what failed together does not come back together. */
export function delayAfter(attempts: number, dice: () => number = Math.random): number {
  const delay = DELAYS[Math.min(attempts, DELAYS.length) - 1] ?? MINUTE;
  return Math.round(delay * (0.8 + 0.4 * dice()));
}
