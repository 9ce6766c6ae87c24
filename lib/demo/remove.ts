// Taking the demo away again: all of it, and nothing of what the team made meanwhile.
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import {
  articles,
  autopilot,
  autopilotChanges,
  autopilotEarned,
  confidenceModels,
  lessons,
  policyRules,
  snippets,
  workspace,
} from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { recordEvent } from '#lib/conversations/events.ts';
import { DEMO_DOMAIN } from './people.ts';

/** Also what was mailed to the demo's mailbox, whose address cannot get mail from outside. */
export const demoConversations = sql`
  select id from conversations
  where demo or (channel = 'email' and mailbox_id in (select id from mailboxes where demo))`;

/** Never had a password, and an address that nobody can own. */
export const demoColleagues = sql`select id from agents where password_hash is null and email like ${`%@${DEMO_DOMAIN}`}`;

export async function removeDemo(tx: Tx, agent: CurrentAgent): Promise<void> {
  requireRole(agent, 'owner');
  await removeConversations(tx);
  await removeKnowledge(tx);
  // What hangs on them (mail as it arrived, changes of Autopilot) goes with them or loses its name.
  await tx.delete(autopilotChanges).where(sql`agent_id in (${demoColleagues})`);
  await tx.execute(sql`delete from agents where id in (${demoColleagues})`);
  await tx.execute(sql`delete from mailboxes where demo`);
  await forgetTrust(tx, agent);
  await tx
    .update(workspace)
    .set({ demo: false, knowledgeVersion: sql`${workspace.knowledgeVersion} + 1` })
    .where(eq(workspace.id, 1));
  await recordEvent(tx, { type: 'knowledge.changed', actor: 'agent', agentId: agent.id });
  await recordEvent(tx, { type: 'workspace.changed', actor: 'agent', agentId: agent.id });
}

async function removeConversations(tx: Tx): Promise<void> {
  await tx.execute(sql`
    with gone as (delete from conversations where id in (${demoConversations}) returning contact_id)
    update contacts set demo = true where email like '%.example' and id in (select contact_id from gone)`);
  // A demo customer with a conversation that somebody made for real is real from now on.
  await tx.execute(
    sql`update contacts set demo = false where demo and exists (select 1 from conversations where contact_id = contacts.id)`,
  );
  await tx.execute(sql`delete from contacts where demo`);
  await tx.execute(
    sql`update companies set demo = false where demo and exists (select 1 from contacts where company_id = companies.id)`,
  );
  await tx.execute(sql`delete from companies where demo`);
}

async function removeKnowledge(tx: Tx): Promise<void> {
  await tx.delete(lessons).where(eq(lessons.demo, true));
  await tx.delete(articles).where(eq(articles.demo, true));
  await tx.delete(snippets).where(eq(snippets.demo, true));
  await tx.execute(
    sql`update collections set demo = false where demo and exists (select 1 from articles where collection_id = collections.id)`,
  );
  await tx.execute(sql`
    update topics set demo = false
    where demo and (key in (select slug from collections where not demo) or key in (select topic from conversations where topic is not null))`);
  await tx.execute(sql`delete from collections where demo`);
  await tx.execute(sql`delete from topics where demo`);
}

/** What it may send was measured on made-up reviews: it asks again until there are real ones. */
async function forgetTrust(tx: Tx, agent: CurrentAgent): Promise<void> {
  await tx.delete(autopilotEarned).where(eq(autopilotEarned.demo, true));
  await tx.delete(confidenceModels).where(eq(confidenceModels.demo, true));
  await tx.delete(policyRules).where(eq(policyRules.demo, true));
  const [row] = await tx.select().from(autopilot).where(eq(autopilot.id, 1)).for('update');
  if (!row) return;
  const mode = row.mode === 'on' ? 'ask' : row.mode;
  if (mode !== row.mode)
    await tx
      .insert(autopilotChanges)
      .values({ agentId: agent.id, field: 'mode', before: row.mode, after: mode, reason: 'demo_removed' });
  if (row.threshold !== null)
    await tx.insert(autopilotChanges).values({
      agentId: agent.id,
      field: 'threshold',
      before: String(row.threshold),
      after: null,
      reason: 'demo_removed',
    });
  await tx.update(autopilot).set({ mode, threshold: null, updatedAt: new Date() }).where(eq(autopilot.id, 1));
}
