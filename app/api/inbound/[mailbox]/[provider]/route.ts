// The doors of mail providers: what each posts in its own way becomes a raw mail and goes the way of every other.
import { isWebhookProvider, webhookProviders } from '#lib/inbound/webhooks/providers.ts';
import { Forbidden, Invalid } from '#lib/platform/errors.ts';
import { bodyWithin, mostBytes, no, openDoor, storeMail } from '../../door.ts';

/** JSON, base64 and percent signs around the mail. */
const WRAPPING = 1.5;

type Params = { params: Promise<{ mailbox: string; provider: string }> };

export async function POST(request: Request, { params }: Params): Promise<Response> {
  const { mailbox: address, provider } = await params;
  const mailbox = await openDoor(request, address);
  if (mailbox instanceof Response) return mailbox;
  if (!isWebhookProvider(provider))
    return no(404, `There is no door for ${provider.slice(0, 40)}. Nothing was stored.`);
  const body = await bodyWithin(request, Math.floor(mostBytes() * WRAPPING));
  if (body instanceof Response) return body;
  try {
    const handed = await webhookProviders[provider]({ body, contentType: request.headers.get('content-type') ?? '' });
    if ('nothing' in handed) return Response.json({ stored: false, why: handed.nothing });
    if (handed.raw.byteLength > mostBytes()) return no(413, 'The message is larger than allowed. Nothing was stored.');
    const to = handed.envelope.to.length > 0 ? handed.envelope.to : [mailbox.address];
    return storeMail(mailbox, { from: handed.envelope.from, to }, handed.raw, 200);
  } catch (error) {
    if (error instanceof Forbidden) return no(403, error.message);
    // Mailgun tries again for anything but this.
    if (error instanceof Invalid) return no(provider === 'mailgun-mime' ? 406 : 400, error.message);
    throw error;
  }
}
