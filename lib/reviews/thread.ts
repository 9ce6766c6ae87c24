import { sql } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { iso } from '#db/iso.ts';
import { type FileRow, filesOf, shownFiles } from '#lib/conversations/files.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { renderMarkdown } from '#lib/platform/markdown.ts';
import { loadFileSettings } from '#lib/workspace/file-settings.ts';
import type { AskedMessage, ReviewView, ThreadMessage } from './review-view.ts';

const MOST_EARLIER = 20;
const FOLDED_CHARACTERS = 4_000;

/** The message that the proposal answers, and the newest ones before it. */
export async function loadThread(
  conversationId: number,
  messageId: number,
): Promise<Pick<ReviewView, 'asked' | 'earlier'>> {
  const [settings, [asked], earlier] = await Promise.all([
    loadFileSettings(),
    db().execute<Omit<AskedMessage, 'files'> & { files: FileRow[] }>(sql`
      select m.id::float8 as id, m.body, m.html, m.hidden_text as "hiddenText", m.verified, ${iso('m.created_at')} as at,
        ${filesOf} as files
      from messages m where m.id = ${messageId}`),
    db().execute<Omit<ThreadMessage, 'rendered'>>(sql`
      select m.id::float8 as id, m.kind, m.author, a.name as "agentName", m.edited, left(m.body, ${FOLDED_CHARACTERS}) as body,
        ${iso('m.created_at')} as at
      from messages m left join agents a on a.id = m.agent_id
      where m.conversation_id = ${conversationId} and m.id < ${messageId}
      order by m.id desc limit ${MOST_EARLIER}`),
  ]);
  if (!asked) throw new NotFound('The message that this answers is no longer here.');
  return {
    asked: { ...asked, files: shownFiles(asked.files, settings) },
    earlier: earlier
      .map((row) => ({ ...row, rendered: row.kind === 'inbound' ? null : renderMarkdown(row.body) }))
      .reverse(),
  };
}
