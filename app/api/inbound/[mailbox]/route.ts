// The HTTP door for mail: a provider or script posts the raw message here, with the key of the mailbox.
import { bodyWithin, mostBytes, no, openDoor, storeMail } from '../door.ts';

export async function POST(request: Request, { params }: { params: Promise<{ mailbox: string }> }): Promise<Response> {
  const mailbox = await openDoor(request, (await params).mailbox);
  if (mailbox instanceof Response) return mailbox;
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'message/rfc822')
    return no(415, 'Send the raw message with Content-Type: message/rfc822. Nothing was stored.');
  const raw = await bodyWithin(request, mostBytes());
  if (raw instanceof Response) return raw;
  return storeMail(mailbox, { from: '', to: [mailbox.address] }, raw, 202);
}
