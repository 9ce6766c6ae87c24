// What an address of a file holds instead of a session: which file, until when, and our signature. Knows no database and no agent.
import { sign, verifySignature } from '#lib/platform/crypto.ts';

const PURPOSE = 'file-address';
const HALF_AN_HOUR = 30 * 60_000;

/** Good for an hour at least and for an hour and a half at most; the same within half an hour, so that a browser may keep the file. */
export function fileToken(id: number, now = Date.now()): string {
  const until = (Math.floor(now / HALF_AN_HOUR) + 3) * HALF_AN_HOUR;
  return `${id}.${until.toString(36)}.${sign(`${id} ${until}`, PURPOSE)}`;
}

/** The file's id; `expired` for what was one of ours; null for anything else. */
export function readFileToken(token: string, now = Date.now()): number | 'expired' | null {
  const [, id = '', until = '', signature = ''] =
    /^([1-9]\d{0,14})\.([0-9a-z]{1,10})\.([0-9a-f]{32})$/.exec(token) ?? [];
  const end = Number.parseInt(until, 36);
  if (!id || !verifySignature(`${Number(id)} ${end}`, signature, PURPOSE)) return null;
  return end > now ? Number(id) : 'expired';
}
