// The HTTP door for mail: a provider or script posts the raw message here, with the key of the mailbox.
import { db } from '#db/client.ts';
import { mailboxForInboundKey } from '#lib/channels/find-mailbox.ts';
import { receive } from '#lib/inbound/receive.ts';
import { clientIp } from '#lib/platform/client-ip.ts';
import { env } from '#lib/platform/env.ts';
import { log } from '#lib/platform/log.ts';
import { hit } from '#lib/platform/rate-limit.ts';
import { readAtMost } from '../../read-at-most.ts';

// Counted for wrong keys only, so that guessing shuts nobody else out.
const WRONG_KEYS = { limit: 20, windowSeconds: 60 };

export async function POST(request: Request, { params }: { params: Promise<{ mailbox: string }> }): Promise<Response> {
  const address = decoded((await params).mailbox);
  const key = /^Bearer\s+(\S{1,200})\s*$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  const mailbox = key ? await mailboxForInboundKey(address, key) : null;
  if (!mailbox) return refuseKey(request);
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'message/rfc822')
    return no(415, 'Send the raw message with Content-Type: message/rfc822. Nothing was stored.');
  const largest = Math.floor(env().MAIL_MAX_MB * 1024 * 1024);
  const tooLarge = () => no(413, `The message is larger than ${env().MAIL_MAX_MB} MB. Nothing was stored.`);
  if (Number(request.headers.get('content-length')) > largest) return tooLarge();
  const raw = await readAtMost(request.body, largest);
  if (raw === 'too large') return tooLarge();
  if (raw.byteLength === 0) return no(400, 'The body is empty: there is no message in it. Nothing was stored.');
  try {
    const envelope = { from: '', to: [mailbox.address] };
    const taken = await db().transaction((tx) => receive(tx, { mailboxId: mailbox.id, door: 'http', envelope, raw }));
    return Response.json({ id: taken.rawMessageId, duplicate: taken.duplicate }, { status: 202 });
  } catch (error) {
    log.error({ err: error, mailboxId: mailbox.id }, 'mail could not be taken over HTTP');
    return no(503, 'The message could not be stored now. Please send it again later.', { 'retry-after': '30' });
  }
}

async function refuseKey(request: Request): Promise<Response> {
  const tries = await hit(db(), `inbound-key:${clientIp(request.headers)}`, WRONG_KEYS);
  if (!tries.allowed)
    return no(429, `Too many wrong keys. Try again in ${tries.waitSeconds} seconds.`, {
      'retry-after': String(tries.waitSeconds),
    });
  return no(
    401,
    'This mailbox does not take mail with this key. Send `Authorization: Bearer tin_…` with the key from Settings, Mailboxes.',
    { 'www-authenticate': 'Bearer' },
  );
}

function no(status: number, error: string, headers: Record<string, string> = {}): Response {
  return Response.json({ error }, { status, headers });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
