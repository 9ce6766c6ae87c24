// Owns invitations: a link that makes one colleague, once, within a week, and as long as whoever made it may invite. Only the link's hash is kept.
import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { agents, invites, type Role } from '#db/schema.ts';
import { randomToken, sha256 } from '#lib/platform/crypto.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/platform/errors.ts';
import type { CurrentAgent } from './current.ts';
import { hashPassword } from './password.ts';
import { requireRole } from './roles.ts';

const INVITE_DAYS = 7;
const GONE =
  'This invitation is used up, expired or withdrawn. Ask for a new link; your colleague makes one under Settings, People.';

export type Invite = { id: number; email: string; role: Role; expiresAt: Date };

/** Returns the token for the link: shown once, since only its hash is stored. A new one for the same e-mail replaces the old. */
export async function inviteAgent(tx: Tx, agent: CurrentAgent, values: { email: string; role: Role }): Promise<string> {
  requireRole(agent, 'admin');
  if (values.role === 'owner') requireRole(agent, 'owner');
  const email = values.email.trim().toLowerCase();
  const [known] = await tx
    .select({ id: agents.id })
    .from(agents)
    .where(eq(sql`lower(${agents.email})`, email));
  if (known) throw new Invalid('Somebody with this e-mail is in the workspace already.', 'email');
  const token = randomToken();
  await tx.delete(invites).where(and(eq(invites.email, email), isNull(invites.acceptedAt)));
  await tx.insert(invites).values({
    tokenHash: sha256(token),
    email,
    role: values.role,
    invitedBy: agent.id,
    expiresAt: sql`now() + make_interval(days => ${INVITE_DAYS})`,
  });
  return token;
}

export async function listInvites(agent: CurrentAgent): Promise<Invite[]> {
  requireRole(agent, 'admin');
  return db()
    .select({ id: invites.id, email: invites.email, role: invites.role, expiresAt: invites.expiresAt })
    .from(invites)
    .where(open())
    .orderBy(desc(invites.id));
}

export async function withdrawInvite(tx: Tx, agent: CurrentAgent, id: number): Promise<void> {
  requireRole(agent, 'admin');
  const [row] = await tx.select({ role: invites.role }).from(invites).where(eq(invites.id, id));
  if (row?.role === 'owner' && agent.role !== 'owner')
    throw new Forbidden('Only an owner may withdraw an invitation for an owner.');
  await tx.delete(invites).where(and(eq(invites.id, id), isNull(invites.acceptedAt)));
}

/** Who a link is for, or NotFound. */
export async function loadInvite(token: string): Promise<{ email: string; role: Role; invitedBy: string | null }> {
  const [row] = await db()
    .select({ email: invites.email, role: invites.role, invitedBy: agents.name })
    .from(invites)
    .leftJoin(agents, eq(agents.id, invites.invitedBy))
    .where(and(eq(invites.tokenHash, sha256(token)), open()));
  if (!row) throw new NotFound(GONE);
  return row;
}

/** Makes the colleague. The guarded update lets one acceptance through, however often the link is opened. */
export async function acceptInvite(
  tx: Tx,
  token: string,
  values: { name: string; password: string },
): Promise<CurrentAgent> {
  const [invite] = await tx
    .update(invites)
    .set({ acceptedAt: sql`now()` })
    .where(and(eq(invites.tokenHash, sha256(token)), open()))
    .returning({ email: invites.email, role: invites.role });
  if (!invite) throw new NotFound(GONE);
  // Only now: hashing costs, and nobody without an invitation shall make us work. A refused password rolls the acceptance back.
  const passwordHash = await hashPassword(values.password);
  const [agent] = await tx
    .insert(agents)
    .values({ name: values.name.trim(), email: invite.email, passwordHash, role: invite.role })
    .onConflictDoNothing()
    .returning({ id: agents.id, name: agents.name, email: agents.email, role: agents.role });
  if (!agent) throw new Conflict('Somebody with this e-mail is in the workspace already. Sign in instead.');
  return agent;
}

/** Whoever made it could make it still: a link that somebody kept lets nobody back in. */
const byOneWhoMay = sql`exists (
  select from ${agents} a where a.id = ${invites.invitedBy} and a.disabled_at is null
    and (a.role = 'owner' or (a.role = 'admin' and ${invites.role} <> 'owner')))`;
const open = () => and(isNull(invites.acceptedAt), gt(invites.expiresAt, sql`now()`), byOneWhoMay);
