// Where List-Unsubscribe leads (RFC 8058): a mail client posts here and nobody has to be signed in; people who follow the link get a page with a button.
import { db } from '#db/client.ts';
import { endMail, readEndToken } from '#lib/agents/mail-choices.ts';

type Props = { params: Promise<{ token: string }> };

export async function GET(_: Request, { params }: Props): Promise<Response> {
  const { token } = await params;
  if (!readEndToken(token)) return unknown();
  return new Response(null, { status: 303, headers: { location: `/notices/${token}` } });
}

/** The body says List-Unsubscribe=One-Click and nothing that we need: the token names the colleague and the kind of mail. */
export async function POST(_: Request, { params }: Props): Promise<Response> {
  const { token } = await params;
  const asked = readEndToken(token);
  if (!asked) return unknown();
  await endMail(db(), asked);
  return new Response('You get no more mail of this kind.\n', {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
}

function unknown(): Response {
  return new Response('This link is not valid. Settings, You in Tandem has the same switches.\n', {
    status: 404,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
}
