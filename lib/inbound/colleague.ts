// Whether a mail is a colleague's answer to a customer, written in their own mail client. The only mail from outside that is ever sent on: everything
// here has to hold, and whatever is in doubt stays what anybody's mail is.
import { and, eq, gt, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { agents, contacts, conversations, messages } from '#db/schema.ts';
import { oursAmong } from '#lib/channels/aliases.ts';
import { conversationOfReplyAddress, mailboxAddressOf } from '#lib/channels/reply-address.ts';
import type { ParsedMail } from './parse.ts';
import { asMarkdown } from './text/as-markdown.ts';
import { isForwardMark, isForwardSubject } from './text/quote-marks.ts';
import { isOrWasIn } from './thread.ts';

export type Answer = {
  conversationId: number;
  agentId: number;
  /** Markdown. */
  body: string;
};

/** Stores it as that agent's message and puts it into the outbox. Returns the message's id. */
export type AnswerByMail = (tx: Tx, answer: Answer) => Promise<number>;

/** More than a person answers in one conversation. */
export const MOST_ANSWERS_AN_HOUR = 10;

/**
 * @param mail no machine's, and its one sender is proven
 * @param place the conversation that it threads into
 */
export async function colleagueAnswer(
  tx: Tx,
  mail: ParsedMail,
  place: { mailboxIds: number[]; conversationId: number },
): Promise<Answer | null> {
  const { from } = mail;
  if (!from || !isPlainAnswer(mail) || !coversRecipients(mail)) return null;
  const [agent] = await tx
    .select({ id: agents.id, email: agents.email })
    .from(agents)
    .where(
      and(
        sql`lower(${agents.email}) = ${from.address}`,
        isNull(agents.disabledAt),
        // Made-up colleagues cannot sign in, and nobody answers for them.
        isNotNull(agents.passwordHash),
        ne(agents.role, 'viewer'),
      ),
    );
  if (!agent || !(await staysAmongUs(tx, mail)) || !(await mayAnswer(tx, mail, from.address, place))) return null;
  const body = asMarkdown(mail.visible);
  if (await isLoop(tx, place.conversationId, body)) return null;
  return { conversationId: place.conversationId, agentId: agent.id, body };
}

/** Words and nothing else: a forward, a file, an invitation, hidden or sealed text is for the team to look at. */
function isPlainAnswer(mail: ParsedMail): boolean {
  return (
    mail.visible.trim() !== '' &&
    mail.hidden === '' &&
    mail.notes.length === 0 &&
    mail.parts.every(({ inline }) => inline) &&
    !isForwardSubject(mail.subject) &&
    !mail.visible.split('\n').some(isForwardMark) &&
    (mail.sender === null || mail.sender.address === mail.from?.address)
  );
}

/** An old mail that somebody got from the colleague could be brought again with another recipient where no signature covers that field. */
function coversRecipients({ headers }: ParsedMail): boolean {
  if (headers.all('to').length !== 1 || headers.all('cc').length > 1 || headers.all('in-reply-to').length > 1)
    return false;
  return headers.all('dkim-signature').every((field) => {
    const tags = field.split(';').map((tag) => tag.replace(/\s+/g, '').toLowerCase());
    const signed = tags.find((tag) => tag.startsWith('h='))?.slice(2) ?? '';
    return signed.split(':').includes('to') && !tags.some((tag) => tag.startsWith('l='));
  });
}

/** Addressed to us and colleagues alone: whoever else is named there has the mail already. */
async function staysAmongUs(tx: Tx, { to, cc, written }: ParsedMail): Promise<boolean> {
  // What is no usable address could be anybody's.
  if (to.length === 0 || to.length !== written.to.length || cc.length !== written.cc.length) return false;
  const addresses = [...to, ...cc].map(({ address }) => address);
  const ours = await oursAmong(tx, addresses.map(mailboxAddressOf));
  if (!to.some(({ address }) => ours.has(mailboxAddressOf(address)))) return false;
  const others = addresses.filter((address) => !ours.has(mailboxAddressOf(address)));
  if (others.length === 0) return true;
  const rows = await tx
    .select({ email: sql<string>`lower(${agents.email})` })
    .from(agents)
    .where(and(inArray(sql`lower(${agents.email})`, others), isNull(agents.disabledAt)));
  const known = new Set(rows.map(({ email }) => email));
  return others.every((address) => known.has(address));
}

/** By the signed address in To (an envelope proves nothing here), or as the answer to one of its mails; never in the colleague's own matter. */
async function mayAnswer(
  tx: Tx,
  mail: ParsedMail,
  from: string,
  { mailboxIds, conversationId }: { mailboxIds: number[]; conversationId: number },
): Promise<boolean> {
  const [row] = await tx
    .select({ status: conversations.status, contact: contacts.email })
    .from(conversations)
    .innerJoin(contacts, eq(contacts.id, conversations.contactId))
    .where(and(eq(conversations.id, conversationId), isOrWasIn(mailboxIds)));
  if (!row || row.status === 'spam' || row.status === 'trash') return false;
  if (row.contact.toLowerCase() === from) return false;
  const signed = mail.to.flatMap(({ address }) => conversationOfReplyAddress(address) ?? []);
  if (signed.length > 0) return signed.every((id) => id === conversationId);
  const [answered] = mail.inReplyTo;
  if (!answered || mail.inReplyTo.length > 1) return false;
  const [named] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, conversationId),
        eq(messages.mailId, answered),
        inArray(messages.kind, ['inbound', 'outbound']),
      ),
    )
    .limit(1);
  return named !== undefined;
}

/** What was said here before, word for word, or too much in an hour: a machine, or an old mail under a new id. */
async function isLoop(tx: Tx, conversationId: number, body: string): Promise<boolean> {
  const ours = and(eq(messages.conversationId, conversationId), eq(messages.kind, 'outbound'));
  const [again] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(and(ours, eq(messages.body, body)))
    .limit(1);
  if (again) return true;
  const recent = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(and(ours, eq(messages.author, 'agent'), gt(messages.createdAt, sql`now() - interval '1 hour'`)))
    .limit(MOST_ANSWERS_AN_HOUR);
  return recent.length >= MOST_ANSWERS_AN_HOUR;
}
