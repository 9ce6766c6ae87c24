// Files of messages and of unsent drafts: who may open one, and how it is handed out without ever becoming a page.
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { attachments, type ScanResult, storedBytes } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { Forbidden, Invalid, NotFound } from '#lib/platform/errors.ts';
import { safeFileName } from '#lib/platform/file-name.ts';
import { fileWarning } from '#lib/platform/file-warning.ts';
import { filesOrigin } from '#lib/platform/files-host.ts';
import { getFile, readStored, type Span } from '#lib/platform/storage.ts';
import { type FileSettings, loadFileSettings } from '#lib/workspace/file-settings.ts';
import type { FileView } from './conversation-view.ts';
import { checkOf, closedWords } from './file-check.ts';
import { fileToken, readFileToken } from './file-token.ts';

export type OpenFile = {
  filename: string;
  size: number;
  sha256: string;
  /** What the browser is told it is: a stranger's word for it is believed only where nothing can come of it. */
  servedAs: string;
  /** Shown in the browser; everything else is a download. */
  inline: boolean;
  read: (span?: Span) => Promise<ReadableStream<Uint8Array>>;
};

/**
 * Where this agent may open it, for an hour: an address that needs no session, on the files' own host where there is one.
 * Throws NotFound, also for another agent's draft, which is nobody else's business yet; Forbidden, in words, for what the virus scanner keeps shut.
 */
export async function fileAddress(agent: CurrentAgent, id: number): Promise<string> {
  requireRole(agent, 'viewer');
  const [file, settings] = await Promise.all([load(id), loadFileSettings()]);
  if (!file || (file.messageId === null && file.uploadedBy !== agent.id)) throw new NotFound(GONE);
  refuseClosed(file, settings);
  return `${filesOrigin() ?? ''}/files/${fileToken(id)}/${encodeURIComponent(safeFileName(file.filename))}`;
}

/** What an address of `fileAddress` leads to. Throws NotFound for what was never one, Forbidden for what has been found to be a virus since. */
export async function openFile(token: string): Promise<OpenFile | 'expired'> {
  const id = readFileToken(token);
  if (id === 'expired') return id;
  const [file, settings] = await Promise.all([id === null ? null : load(id), loadFileSettings()]);
  if (!file) throw new NotFound(GONE);
  refuseClosed(file, settings);
  const warned = fileWarning(file, settings) !== null;
  const inline = !warned && PICTURES.has(file.contentType);
  return {
    filename: file.filename,
    size: file.size,
    sha256: file.sha256,
    servedAs: inline || (!warned && DOCUMENTS.has(file.contentType)) ? file.contentType : 'application/octet-stream',
    inline,
    read: (span) => readStored(file.storageKey, span),
  };
}

/** What a mail takes along. Throws NotSendable. */
export async function filesToSend(messageId: number) {
  const [rows, settings] = await Promise.all([
    db()
      .select(columns)
      .from(attachments)
      .leftJoin(storedBytes, eq(storedBytes.storageKey, attachments.storageKey))
      .where(eq(attachments.messageId, messageId))
      .orderBy(asc(attachments.id)),
    loadFileSettings(),
  ]);
  for (const row of rows) {
    const { check, opens } = checkOf(row, settings);
    if (!opens)
      throw new NotSendable(`Not sent: ${closedWords(row.filename, check, row.scanWords)}`, check === 'waiting');
  }
  return Promise.all(
    rows.map(async ({ filename, contentType, storageKey }) => ({
      filename,
      contentType,
      content: await getFile(storageKey),
    })),
  );
}

/** Before a reply is queued with these files. Throws Invalid, in words for the agent. */
export async function refuseInfected(tx: Tx, ids: number[]): Promise<void> {
  const [file] = await tx
    .select({ filename: attachments.filename, words: storedBytes.scanWords })
    .from(attachments)
    .innerJoin(storedBytes, eq(storedBytes.storageKey, attachments.storageKey))
    .where(and(inArray(attachments.id, ids), eq(storedBytes.scan, 'infected')))
    .limit(1);
  if (file)
    throw new Invalid(`${closedWords(file.filename, 'infected', file.words)} Nothing was sent; remove the file first.`);
}

/** A file keeps its mail back. `forNow`: the virus scanner has not seen it yet. */
export class NotSendable extends Error {
  override name = 'NotSendable';
  readonly forNow: boolean;
  constructor(message: string, forNow: boolean) {
    super(message);
    this.forNow = forNow;
  }
}

/** A file as `filesOf` reads it. */
export type FileRow = Pick<FileView, 'id' | 'filename' | 'contentType' | 'size'> & {
  inline?: boolean;
  scan: ScanResult | null;
  scanWords: string | null;
};

export function fileView({ id, filename, contentType, size, ...row }: FileRow, settings: FileSettings): FileView {
  const { check, opens } = checkOf(row, settings);
  const found = check === 'infected' ? row.scanWords : null;
  return { id, filename, contentType, size, warning: fileWarning({ filename, size }, settings), check, opens, found };
}

/** For an SQL that has `messages m`: its files, as JSON of FileRow. */
export const filesOf = sql`coalesce((
  select json_agg(json_build_object('id', f.id, 'filename', f.filename, 'contentType', f.content_type, 'size', f.size, 'inline', f.inline,
    'scan', b.scan, 'scanWords', b.scan_words) order by f.id)
  from attachments f left join stored_bytes b on b.storage_key = f.storage_key
  where f.message_id = m.id), '[]')`;

/** The files that stand under a message. A picture within its text is one of them only when it holds a virus. */
export function shownFiles(rows: FileRow[], settings: FileSettings): FileView[] {
  return rows.filter(({ inline, scan }) => !inline || scan === 'infected').map((row) => fileView(row, settings));
}

/** A mail's HTML without the pictures that came along and may not be opened, or not yet. */
export function withoutClosedPictures(html: string, rows: FileRow[], settings: FileSettings): string {
  const closed = rows.filter((row) => row.inline && !checkOf(row, settings).opens);
  return closed.reduce(
    (text, { id }) => text.replaceAll(` src="/api/attachments/${id}"`, ` data-closed="${id}"`),
    html,
  );
}

const columns = {
  messageId: attachments.messageId,
  uploadedBy: attachments.uploadedBy,
  filename: attachments.filename,
  contentType: attachments.contentType,
  size: attachments.size,
  sha256: attachments.sha256,
  storageKey: attachments.storageKey,
  scan: storedBytes.scan,
  scanWords: storedBytes.scanWords,
};

async function load(id: number) {
  const [row] = await db()
    .select(columns)
    .from(attachments)
    .leftJoin(storedBytes, eq(storedBytes.storageKey, attachments.storageKey))
    .where(eq(attachments.id, id));
  return row ?? null;
}

function refuseClosed(file: Pick<FileRow, 'filename' | 'scan' | 'scanWords'>, settings: FileSettings): void {
  const { check, opens } = checkOf(file, settings);
  if (!opens) throw new Forbidden(closedWords(file.filename, check, file.scanWords));
}

const GONE = 'There is no such file, or it was removed.';
/** Raster only: an SVG is a document that may hold scripts. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
/** Named as what they are, and still only downloaded: a PDF may hold scripts and forms, and no browser shows one in the sandbox it would need. */
const DOCUMENTS = new Set(['application/pdf', 'application/zip', 'text/plain', 'text/csv']);
