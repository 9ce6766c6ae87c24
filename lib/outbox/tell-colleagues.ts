// Tells colleagues by mail what happened in their conversations while they were away. Their answer to such a mail is an answer to the customer
// (lib/inbound/colleague.ts), so it says that.
import { and, desc, eq, sql } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { agents, colleagueNotices, contacts, conversations, mailboxes, messages, type Role } from '#db/schema.ts';
import { endMailLink, type MailKind } from '#lib/agents/mail-choices.ts';
import { hasRole } from '#lib/agents/roles.ts';
import { replyAddress } from '#lib/channels/reply-address.ts';
import { env } from '#lib/platform/env.ts';
import { mailTeam } from './team-mail.ts';

/** Who used Tandem within this time has seen it there. */
export const AWAY_AFTER_MINUTES = 10;
/** A mail that could not be sent for so long is no news any more. */
const STALE_HOURS = 6;
const RETRY_MINUTES = 5;
const MOST = 50;
const LONGEST_QUOTE = 2_000;

/** Called every 20 seconds by every worker. Returns how many mails left. */
export async function tellColleagues(): Promise<number> {
  let sent = 0;
  for (let n = 0; n < MOST; n += 1) {
    const told = await tellNext();
    if (told === null) break;
    if (told) sent += 1;
  }
  return sent;
}

/** Null: there is none. False: it needed no mail, or none could be sent now. */
function tellNext(): Promise<boolean | null> {
  return db().transaction(async (tx) => {
    // Held while the mail goes out: another worker passes by, and one that dies has told nobody.
    const [notice] = await tx
      .select()
      .from(colleagueNotices)
      .where(sql`${colleagueNotices.dueAt} <= now()`)
      .orderBy(colleagueNotices.dueAt)
      .limit(1)
      .for('update', { skipLocked: true });
    if (!notice) return null;
    const mine = eq(colleagueNotices.id, notice.id);
    const about = await load(tx, notice.agentId, notice.conversationId, notice.kind);
    const stale = notice.createdAt.getTime() < Date.now() - STALE_HOURS * 3_600_000;
    if (!about || stale) {
      await tx.delete(colleagueNotices).where(mine);
      return false;
    }
    if (await mailTeam(tx, letterAbout(about, notice), about.mailboxId)) {
      await tx.delete(colleagueNotices).where(mine);
      return true;
    }
    await tx
      .update(colleagueNotices)
      .set({ dueAt: sql`now() + make_interval(mins => ${RETRY_MINUTES})` })
      .where(mine);
    return false;
  });
}

type About = {
  email: string;
  role: Role;
  mailboxId: number | null;
  mailboxAddress: string | null;
  customer: string;
  subject: string;
  said: string | null;
};

/** Null: they are not away, want no such mail (any more), cannot sign in, or it is not theirs any more. */
async function load(
  tx: Tx,
  agentId: number,
  conversationId: number,
  kind: 'assigned' | 'answered',
): Promise<About | null> {
  const wants = kind === 'assigned' ? agents.mailAssigned : agents.mailAnswered;
  const [row] = await tx
    .select({
      email: agents.email,
      role: agents.role,
      mailboxId: conversations.mailboxId,
      mailboxAddress: mailboxes.address,
      customer: sql<string>`coalesce(nullif(${contacts.name}, ''), ${contacts.email})`,
      subject: conversations.subject,
    })
    .from(conversations)
    .innerJoin(agents, eq(agents.id, conversations.assigneeId))
    .innerJoin(contacts, eq(contacts.id, conversations.contactId))
    .leftJoin(mailboxes, eq(mailboxes.id, conversations.mailboxId))
    .where(
      and(
        eq(conversations.id, conversationId),
        eq(agents.id, agentId),
        eq(wants, true),
        sql`${conversations.status} not in ('spam', 'trash')`,
        isAway,
      ),
    );
  if (!row) return null;
  const [newest] = await tx
    .select({ body: sql<string>`left(${messages.body}, ${LONGEST_QUOTE + 1})` })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, conversationId),
        eq(messages.kind, 'inbound'),
        sql`${messages.automatic} is null`,
      ),
    )
    .orderBy(desc(messages.id))
    .limit(1);
  return { ...row, said: newest?.body ?? null };
}

/** Can sign in, and has not been here for a while. */
export const isAway = sql`${agents.passwordHash} is not null and ${agents.disabledAt} is null
  and (${agents.lastSeenAt} is null or ${agents.lastSeenAt} < now() - make_interval(mins => ${AWAY_AFTER_MINUTES}))`;

function letterAbout(
  { email, role, mailboxAddress, customer, subject, said }: About,
  { agentId, conversationId, kind }: { agentId: number; conversationId: number; kind: 'assigned' | 'answered' },
) {
  const url = `${env().TANDEM_URL.replace(/\/+$/, '')}/inbox/mine/${conversationId}`;
  const mayAnswer = mailboxAddress !== null && hasRole({ role }, 'agent');
  const quote =
    said === null
      ? ''
      : `\n\n${said.slice(0, LONGEST_QUOTE).replace(/^/gm, '> ')}${said.length > LONGEST_QUOTE ? '\n> …' : ''}`;
  const what =
    kind === 'assigned'
      ? `Conversation #${conversationId} was assigned to you.`
      : `${customer} wrote in conversation #${conversationId}.`;
  return {
    to: [email],
    // Names and subjects are the customer's; a mail's subject is read over many shoulders.
    subject:
      kind === 'assigned' ? `#${conversationId} was assigned to you` : `A customer answered in #${conversationId}`,
    text: `${what}\n${customer}: ${subject || '(no subject)'}${quote}\n\n${url}\n\n${
      mayAnswer ? 'Answer this mail and your answer goes to the customer.\n\n' : ''
    }${endingOf(agentId, kind)}`,
    ...(mayAnswer ? { replyTo: replyAddress(mailboxAddress, conversationId) } : {}),
    headers: endHeaders(agentId, kind),
  };
}

/** The last lines of such a mail. */
export function endingOf(agentId: number, kind: MailKind): string {
  return `You get this because you were not in Tandem. No more mail of this kind: ${endMailLink(agentId, kind)}\n`;
}

/** RFC 2369 and RFC 8058: the mail client has a button for it. */
export function endHeaders(agentId: number, kind: MailKind): Record<string, string> {
  return {
    'List-Unsubscribe': `<${endMailLink(agentId, kind)}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}
