// Files of messages and of unsent drafts: who may open one, and how it is handed out without ever becoming a page.
import { eq } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { attachments } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { fileWarning } from '#lib/platform/file-warning.ts';
import { readStored } from '#lib/platform/storage.ts';

export type OpenFile = {
  filename: string;
  size: number;
  /** What the browser is told it is: a stranger's word for it is believed only where nothing can come of it. */
  servedAs: string;
  /** Shown in the browser; everything else is a download. */
  inline: boolean;
  bytes: ReadableStream<Uint8Array>;
};

/** Throws NotFound; also for another agent's draft, which is nobody else's business yet. */
export async function openFile(agent: CurrentAgent, id: number): Promise<OpenFile> {
  requireRole(agent, 'viewer');
  const [row] = await db().select().from(attachments).where(eq(attachments.id, id));
  if (!row || (row.messageId === null && row.uploadedBy !== agent.id))
    throw new NotFound('There is no such file, or it was removed.');
  const warned = fileWarning(row) !== null;
  const inline = !warned && PICTURES.has(row.contentType);
  return {
    filename: row.filename,
    size: row.size,
    servedAs: inline || (!warned && DOCUMENTS.has(row.contentType)) ? row.contentType : 'application/octet-stream',
    inline,
    bytes: await readStored(row.storageKey),
  };
}

export function withWarning<File extends { filename: string; size: number }>(file: File) {
  return { ...file, warning: fileWarning(file) };
}

/** Raster only: an SVG is a document that may hold scripts. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
const DOCUMENTS = new Set(['application/pdf', 'application/zip', 'text/plain', 'text/csv']);
