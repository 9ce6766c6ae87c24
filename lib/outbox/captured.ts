// The mail sandbox: what would have left, as its reader would have got it. Reads only.
import { desc, eq, lt, sql } from 'drizzle-orm';
import PostalMime, { type Address } from 'postal-mime';
import { db } from '#db/client.ts';
import { capturedMails, type MailAddress, messages, outbox } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { previewOf } from '#lib/conversations/messages.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { isAlone } from './letter.ts';

export type CapturedRow = {
  id: number;
  conversationId: number;
  to: MailAddress;
  subject: string;
  preview: string;
  /** The AI sent it by itself. */
  alone: boolean;
  at: string;
};

export type CapturedMail = {
  id: number;
  conversationId: number;
  alone: boolean;
  at: string;
  envelope: { from: string; to: string[] };
  from: MailAddress;
  to: MailAddress[];
  cc: MailAddress[];
  subject: string;
  html: string;
  text: string;
  headers: { name: string; value: string }[];
  files: { filename: string; contentType: string; size: number }[];
};

const PAGE_SIZE = 30;

/** Newest first. @param before the last id of the page before */
export async function listCaptured(
  agent: CurrentAgent,
  before: number | null,
): Promise<{ rows: CapturedRow[]; next: number | null }> {
  requireRole(agent, 'agent');
  const rows = await db()
    .select({
      id: capturedMails.id,
      conversationId: outbox.conversationId,
      envelope: capturedMails.envelope,
      to: messages.to,
      subject: messages.subject,
      // The raw mail may hold megabytes of attachments; a list does not read it.
      body: sql<string>`left(${messages.body}, 400)`,
      author: messages.author,
      agentId: messages.agentId,
      at: capturedMails.createdAt,
    })
    .from(capturedMails)
    .innerJoin(outbox, eq(outbox.id, capturedMails.outboxId))
    .innerJoin(messages, eq(messages.id, outbox.messageId))
    .where(before === null ? undefined : lt(capturedMails.id, before))
    .orderBy(desc(capturedMails.id))
    .limit(PAGE_SIZE + 1);
  const page = rows.slice(0, PAGE_SIZE);
  return {
    rows: page.map((row) => ({
      id: row.id,
      conversationId: row.conversationId,
      to: row.to[0] ?? { name: '', address: row.envelope.to[0] ?? '' },
      subject: row.subject ?? '',
      preview: previewOf(row.body),
      alone: isAlone(row),
      at: row.at.toISOString(),
    })),
    next: rows.length > PAGE_SIZE ? (page.at(-1)?.id ?? null) : null,
  };
}

/** Throws NotFound. */
export async function loadCaptured(agent: CurrentAgent, id: number): Promise<CapturedMail> {
  const { raw, ...row } = await find(agent, id);
  const mail = await PostalMime.parse(raw);
  return {
    id,
    conversationId: row.conversationId,
    alone: isAlone(row),
    at: row.at.toISOString(),
    envelope: row.envelope,
    from: addressesOf(mail.from ? [mail.from] : [])[0] ?? { name: '', address: row.envelope.from },
    to: addressesOf(mail.to),
    cc: addressesOf(mail.cc),
    subject: mail.subject ?? '',
    html: asOnPaper(mail.html ?? ''),
    text: mail.text ?? '',
    headers: mail.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    files: mail.attachments.map(({ filename, mimeType, content }) => ({
      filename: filename ?? '',
      contentType: mimeType,
      size: typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength,
    })),
  };
}

/** The mail byte for byte. Throws NotFound. */
export async function loadCapturedSource(agent: CurrentAgent, id: number): Promise<Buffer> {
  return (await find(agent, id)).raw;
}

/** For whoever sits at the server's terminal. Null when nothing has been captured. */
export async function newestCaptured(): Promise<Buffer | null> {
  const [row] = await db()
    .select({ raw: capturedMails.raw })
    .from(capturedMails)
    .orderBy(desc(capturedMails.id))
    .limit(1);
  return row?.raw ?? null;
}

async function find(agent: CurrentAgent, id: number) {
  requireRole(agent, 'agent');
  const [row] = await db()
    .select({
      raw: capturedMails.raw,
      envelope: capturedMails.envelope,
      at: capturedMails.createdAt,
      conversationId: outbox.conversationId,
      author: messages.author,
      agentId: messages.agentId,
    })
    .from(capturedMails)
    .innerJoin(outbox, eq(outbox.id, capturedMails.outboxId))
    .innerJoin(messages, eq(messages.id, outbox.messageId))
    .where(eq(capturedMails.id, id));
  if (!row) throw new NotFound('This mail is no longer here. It may have been removed with the demo.');
  return row;
}

/** Without its style sheet, which only says what is different in the dark: the sandbox shows a mail on white. */
function asOnPaper(html: string): string {
  return html.replace(/<style>[^<]*<\/style>|<meta [^>]*>/g, '');
}

function addressesOf(list: Address[] | undefined): MailAddress[] {
  return (list ?? []).flatMap(({ name, address }) => (address ? [{ name: name ?? '', address }] : []));
}
