// Owns one question: has setup happened? Once true it stays true for the life of the process.
import { isNotNull } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { workspace } from '#db/schema/workspace.ts';

let known = false;

export async function workspaceExists(): Promise<boolean> {
  if (known) return true;
  const rows = await db().select({ id: workspace.id }).from(workspace).where(isNotNull(workspace.setupAt)).limit(1);
  known = rows.length > 0;
  return known;
}
