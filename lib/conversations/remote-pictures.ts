// The pictures that a mail leaves elsewhere. We fetch them, so that their sender learns neither where the reader is nor who; and only those that
// a mail of ours names: each address is signed together with its message.
import { and, eq } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { messages } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { sign, verifySignature } from '#lib/platform/crypto.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { log } from '#lib/platform/log.ts';
import { fetchPublic, NotFetched, type Rules } from '#lib/platform/net/fetch-public.ts';
import { pictureType } from '#lib/platform/net/picture-type.ts';

const PURPOSE = 'remote-picture';

/** @param html from the sanitiser, whose `data-src` then hold addresses of ours, that fetch what they stood for. */
export function withSignedPictures(messageId: number, html: string): string {
  return html.replace(REMOTE, (_, before: string, address: string) => {
    const url = plain(address).toWellFormed();
    return `${before}/api/pictures/${messageId}/${sign(signed(messageId, url), PURPOSE)}?of=${encodeURIComponent(url)}"`;
  });
}

/** Throws NotFound for what no message here names, and for what is no picture or cannot be had. */
export async function fetchPicture(
  agent: CurrentAgent,
  { messageId, url, signature }: { messageId: number; url: string; signature: string },
  rules?: Partial<Rules>,
): Promise<{ type: string; bytes: Buffer }> {
  requireRole(agent, 'viewer');
  if (!verifySignature(signed(messageId, url), signature, PURPOSE))
    throw new NotFound('No mail here has this picture.');
  const [row] = await db()
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.id, messageId), eq(messages.kind, 'inbound')));
  if (!row) throw new NotFound('The mail that had this picture is no longer here.');
  try {
    const bytes = await fetchPublic(url, rules);
    const type = pictureType(bytes);
    if (!type) throw new NotFetched('it is no picture');
    return { type, bytes };
  } catch (error) {
    if (!(error instanceof NotFetched)) throw error;
    log.info({ messageId, why: error.message }, 'a remote picture was not fetched');
    throw new NotFound('This picture could not be fetched.');
  }
}

// As the sanitiser writes them: attributes in double quotes, with no < or > inside.
const REMOTE = /(<img\b[^<>]*?\sdata-src=")(https?:[^"<>]*)"/gi;

const signed = (messageId: number, url: string) => `${messageId} ${url}`;

function plain(attribute: string): string {
  return attribute
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
