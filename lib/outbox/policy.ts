// What a mail server's answer means for a reply: the one place that decides between "again", "never" and "nobody knows".

/** What went wrong, as far as it is known. */
export type Failure = {
  /** The server's last reply code; null when it said nothing. */
  code: number | null;
  /** In the server's words where it said something, else ours. */
  words: string;
  /** `server`: before a message was offered (connecting, TLS, signing in); `message`: about this message. */
  about: 'server' | 'message';
  /** The whole message had gone out when the connection was lost: the server may have taken it. */
  handedOver: boolean;
};

export type Outcome =
  | { kind: 'sent'; words: string }
  | { kind: 'retry'; words: string; inMs: number }
  | { kind: 'failed'; words: string; code: number | null }
  | { kind: 'uncertain'; words: string };

const MINUTE = 60_000;
/** After the n-th attempt. The last one repeats: 18 attempts take two days. */
const DELAYS = [1, 5, 15, 30, 60, 120, 240].map((minutes) => minutes * MINUTE);
export const MOST_ATTEMPTS = 18;

/** @param attempts including the one that failed */
export function judge(failure: Failure, attempts: number, dice: () => number = Math.random): Outcome {
  const { code, words, about, handedOver } = failure;
  if (code === null && handedOver) return { kind: 'uncertain', words };
  // A server that refuses the connection or our password says nothing about this message: somebody may repair that within two days.
  if (code !== null && code >= 500 && about === 'message') return { kind: 'failed', words, code };
  if (attempts >= MOST_ATTEMPTS) return { kind: 'failed', words, code };
  return { kind: 'retry', words, inMs: delayAfter(attempts, dice) };
}

/** Milliseconds, up to a fifth more or less, so that what failed together does not come back together. */
export function delayAfter(attempts: number, dice: () => number = Math.random): number {
  const delay = DELAYS[Math.min(attempts, DELAYS.length) - 1] ?? MINUTE;
  return Math.round(delay * (0.8 + 0.4 * dice()));
}
