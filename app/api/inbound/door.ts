// What every HTTP door for mail shares: the key that opens it, the limit, and the answer.
import { db } from '#db/client.ts';
import { type Mailbox, mailboxForInboundKey } from '#lib/channels/find-mailbox.ts';
import { type Envelope, receive } from '#lib/inbound/receive.ts';
import { clientIp, networkOf } from '#lib/platform/client-ip.ts';
import { env } from '#lib/platform/env.ts';
import { log } from '#lib/platform/log.ts';
import { hit } from '#lib/platform/rate-limit.ts';
import { readAtMost } from '../read-at-most.ts';

// Counted for wrong keys only, so that guessing shuts nobody else out.
const WRONG_KEYS = { limit: 20, windowSeconds: 60 };

/** The mailbox of the path, if the request brings its key: as a Bearer token, or as the password of Basic, with any user. */
export async function openDoor(request: Request, mailbox: string): Promise<Mailbox | Response> {
  const key = keyOf(request.headers.get('authorization') ?? '');
  const found = key ? await mailboxForInboundKey(decoded(mailbox), key) : null;
  return found ?? refuseKey(request, key);
}

/** @param most bytes */
export async function bodyWithin(request: Request, most: number): Promise<Buffer | Response> {
  const tooLarge = () => no(413, `The message is larger than ${env().MAIL_MAX_MB} MB. Nothing was stored.`);
  if (Number(request.headers.get('content-length')) > most) return tooLarge();
  const body = await readAtMost(request.body, most);
  if (body === 'too large') return tooLarge();
  return body.byteLength === 0 ? no(400, 'The body is empty: there is no message in it. Nothing was stored.') : body;
}

export function mostBytes(): number {
  return Math.floor(env().MAIL_MAX_MB * 1024 * 1024);
}

export async function storeMail(mailbox: Mailbox, envelope: Envelope, raw: Buffer, status: number): Promise<Response> {
  try {
    const arrival = { mailboxId: mailbox.id, door: 'http' as const, envelope, raw };
    const taken = await db().transaction((tx) => receive(tx, arrival));
    return Response.json({ id: taken.rawMessageId, duplicate: taken.duplicate }, { status });
  } catch (error) {
    log.error({ err: error, mailboxId: mailbox.id }, 'mail could not be taken over HTTP');
    return no(503, 'The message could not be stored now. Please send it again later.', { 'retry-after': '30' });
  }
}

export function no(status: number, error: string, headers: Record<string, string> = {}): Response {
  return Response.json({ error }, { status, headers });
}

async function refuseKey(request: Request, key: string | undefined): Promise<Response> {
  // Some providers ask once without a key, to hear that one is wanted.
  if (key !== undefined) {
    const tries = await hit(db(), `inbound-key:${networkOf(clientIp(request.headers))}`, WRONG_KEYS);
    if (!tries.allowed)
      return no(429, `Too many wrong keys. Try again in ${tries.waitSeconds} seconds.`, {
        'retry-after': String(tries.waitSeconds),
      });
  }
  return no(
    401,
    'This mailbox does not take mail with this key. Send `Authorization: Bearer tin_…` with the key from Settings, Mailboxes, or put the key into the address as its password.',
    { 'www-authenticate': 'Bearer, Basic realm="Tandem"' },
  );
}

function keyOf(header: string): string | undefined {
  const bearer = /^Bearer\s+(\S{1,200})\s*$/i.exec(header)?.[1];
  if (bearer) return bearer;
  const basic = /^Basic\s+([A-Za-z0-9+/=_-]{1,600})\s*$/i.exec(header)?.[1];
  return basic && /^[^:]*:(\S{1,200})$/.exec(Buffer.from(basic, 'base64').toString())?.[1];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
