// Files that an agent adds to a reply before it is sent. They belong to that agent's draft until the outbox gives them to the message.
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { attachments, conversations } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { Invalid, NotFound } from '#lib/platform/errors.ts';
import { safeFileName } from '#lib/platform/file-name.ts';
import { storeBytes } from '#lib/platform/storage.ts';
import type { FileView } from './conversation-view.ts';

/** Many mail servers refuse more than 25 MB, and a file grows by a third on the way. */
export const LARGEST_FILE = 20_000_000;
export const LARGEST_DRAFT = 20_000_000;
const MOST_FILES = 20;

type Upload = { filename: string; contentType: string; bytes: Uint8Array };

/** Throws Invalid, in words for the agent, when it is too much. */
export async function addDraftFile(
  tx: Tx,
  agent: CurrentAgent,
  conversationId: number,
  { filename, contentType, bytes }: Upload,
): Promise<FileView> {
  requireRole(agent, 'agent');
  const name = safeFileName(filename);
  if (bytes.byteLength === 0) throw new Invalid(`“${name}” is empty. Nothing was added.`, 'file');
  if (bytes.byteLength > LARGEST_FILE)
    throw new Invalid(`“${name}” is larger than ${LARGEST_FILE / 1_000_000} MB. Nothing was added.`, 'file');
  // Held, so that two uploads at once are counted one after the other.
  const [conversation] = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(eq(conversations.id, conversationId))
    .for('update');
  if (!conversation) throw new NotFound(`There is no conversation #${conversationId}.`);
  const [held] = await tx
    .select({ files: sql<number>`count(*)::int`, bytes: sql<number>`coalesce(sum(${attachments.size}), 0)::float8` })
    .from(attachments)
    .where(ofDraft(agent, conversationId));
  if ((held?.files ?? 0) >= MOST_FILES)
    throw new Invalid(`A reply takes ${MOST_FILES} files. Remove one first.`, 'file');
  if ((held?.bytes ?? 0) + bytes.byteLength > LARGEST_DRAFT)
    throw new Invalid(
      `With “${name}” the files of this reply would pass ${LARGEST_DRAFT / 1_000_000} MB, which many mail servers refuse.`,
      'file',
    );
  const stored = await storeBytes(bytes);
  const type = /^[a-z0-9.+-]{1,60}\/[a-z0-9.+-]{1,80}$/i.test(contentType) ? contentType.toLowerCase() : OCTETS;
  const [row] = await tx
    .insert(attachments)
    .values({ ...stored, filename: name, contentType: type, draftConversationId: conversationId, uploadedBy: agent.id })
    .returning({ id: attachments.id });
  if (!row) throw new Error('insert returned no file');
  return { id: row.id, filename: name, contentType: type, size: stored.size };
}

/** Twice is the same as once; a file that has been sent stays. Its bytes stay too: others may have the same. */
export async function removeDraftFile(
  tx: Tx,
  agent: CurrentAgent,
  conversationId: number,
  fileId: number,
): Promise<void> {
  requireRole(agent, 'agent');
  await tx.delete(attachments).where(and(eq(attachments.id, fileId), ofDraft(agent, conversationId)));
}

const ofDraft = (agent: CurrentAgent, conversationId: number) =>
  and(
    eq(attachments.draftConversationId, conversationId),
    eq(attachments.uploadedBy, agent.id),
    isNull(attachments.messageId),
  );

const OCTETS = 'application/octet-stream';
