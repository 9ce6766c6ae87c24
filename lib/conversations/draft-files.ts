// Files that an agent adds to a reply before it is sent. They belong to that agent's draft until the outbox gives them to the message.
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { attachments, conversations, storedBytes } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { Invalid, NotFound } from '#lib/platform/errors.ts';
import { safeFileName } from '#lib/platform/file-name.ts';
import { isBlockedType } from '#lib/platform/file-warning.ts';
import type { StoredBytes } from '#lib/platform/storage.ts';
import { loadFileSettings } from '#lib/workspace/file-settings.ts';
import type { FileView } from './conversation-view.ts';
import { fileView } from './files.ts';
import { storeBytes } from './stored-bytes.ts';

const MOST_FILES = 20;

type Upload = { filename: string; contentType: string; bytes: Uint8Array };
type StoredUpload = Omit<Upload, 'bytes'> & StoredBytes;

/** Before the transaction that adds it to a draft. Throws Invalid, in words for the agent, when no mail should carry it. */
export async function storeUpload(
  agent: CurrentAgent,
  { filename, contentType, bytes }: Upload,
): Promise<StoredUpload> {
  requireRole(agent, 'agent');
  const name = safeFileName(filename);
  if (bytes.byteLength === 0) throw new Invalid(`“${name}” is empty. Nothing was added.`, 'file');
  const { largestMb, blocked } = await loadFileSettings();
  if (bytes.byteLength > largestMb * 1_000_000)
    throw new Invalid(`“${name}” is larger than ${largestMb} MB. Nothing was added.`, 'file');
  if (isBlockedType(name, blocked))
    throw new Invalid(
      `“${name}” is of a type that mail servers refuse. Nothing was added; send a link instead.`,
      'file',
    );
  const type = /^[a-z0-9.+-]{1,60}\/[a-z0-9.+-]{1,80}$/i.test(contentType) ? contentType.toLowerCase() : OCTETS;
  return { filename: name, contentType: type, ...(await storeBytes(bytes)) };
}

/** Throws Invalid, in words for the agent, when it is too much for one reply. */
export async function addDraftFile(
  tx: Tx,
  agent: CurrentAgent,
  conversationId: number,
  file: StoredUpload,
): Promise<FileView> {
  requireRole(agent, 'agent');
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
  const settings = await loadFileSettings(tx);
  if ((held?.bytes ?? 0) + file.size > settings.largestMb * 1_000_000)
    throw new Invalid(
      `With “${file.filename}” the files of this reply would pass ${settings.largestMb} MB, which many mail servers refuse.`,
      'file',
    );
  const [row] = await tx
    .insert(attachments)
    .values({ ...file, draftConversationId: conversationId, uploadedBy: agent.id })
    .returning({ id: attachments.id });
  if (!row) throw new Error('insert returned no file');
  // Bytes that are known from elsewhere have been judged already.
  const [known] = await tx
    .select({ scan: storedBytes.scan, scanWords: storedBytes.scanWords })
    .from(storedBytes)
    .where(eq(storedBytes.storageKey, file.storageKey));
  const { filename, contentType, size } = file;
  return fileView({ scan: null, scanWords: null, ...known, id: row.id, filename, contentType, size }, settings);
}

/** Twice is the same as once; a file that has been sent stays. Its bytes stay until the night: others may have the same. */
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
