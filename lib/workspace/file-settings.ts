// Which files people may add and open, as the workspace has set it. Knows no file.
import { eq } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { workspace } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { env } from '#lib/platform/env.ts';
import type { FileLimits } from '#lib/platform/file-warning.ts';

export type FileSettings = FileLimits & {
  /** Megabytes that the files of one message through the contact form may have together. */
  formMb: number;
  /** Files that the virus scanner has not seen, or could not judge, may be opened and sent all the same. */
  openUnchecked: boolean;
};

/** What a form without scripts can send is read whole up to here (app/(portal)/too-large.ts). */
export const MOST_FORM_MB = 18;
export const MOST_REPLY_MB = 100;
const FORM_MB = 10;

export async function loadFileSettings(tx: Pick<Tx, 'select'> = db()): Promise<FileSettings> {
  const [row] = await tx
    .select({
      replyMb: workspace.largestReplyMb,
      formMb: workspace.largestFormMb,
      blocked: workspace.blockedTypes,
      openUnchecked: workspace.openUncheckedFiles,
    })
    .from(workspace)
    .where(eq(workspace.id, 1));
  return {
    largestMb: row?.replyMb ?? env().ATTACHMENT_MAX_MB,
    formMb: row?.formMb ?? FORM_MB,
    blocked: extensionsIn(row?.blocked ?? env().ATTACHMENT_BLOCKED),
    openUnchecked: row?.openUnchecked ?? false,
  };
}

/** @param blocked as it was typed. */
export async function saveFileLimits(
  tx: Tx,
  agent: CurrentAgent,
  { replyMb, formMb, blocked }: { replyMb: number; formMb: number; blocked: string },
): Promise<void> {
  requireRole(agent, 'admin');
  await tx
    .update(workspace)
    .set({ largestReplyMb: replyMb, largestFormMb: formMb, blockedTypes: extensionsIn(blocked).join(' ') })
    .where(eq(workspace.id, 1));
}

export async function saveOpenUnchecked(tx: Tx, agent: CurrentAgent, openUnchecked: boolean): Promise<void> {
  requireRole(agent, 'admin');
  await tx.update(workspace).set({ openUncheckedFiles: openUnchecked }).where(eq(workspace.id, 1));
}

/** Lower case, each once; with or without dots and stars, commas or spaces between. */
export function extensionsIn(text: string): string[] {
  const words = text.toLowerCase().split(/[\s,;]+/);
  return [...new Set(words.map((word) => word.replace(/^\*?\./, '')).filter(Boolean))];
}
