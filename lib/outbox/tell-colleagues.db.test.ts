// Mail to colleagues who are away: what brings one, what does not, what it carries, and the one click that ends it.
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { agents, colleagueNotices, conversations, mailboxes } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { endMail, loadMailChoices, readEndToken, saveMailChoices } from '#lib/agents/mail-choices.ts';
import { conversationOfReplyAddress } from '#lib/channels/reply-address.ts';
import { assignConversation } from '#lib/conversations/assign.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { SmtpPeer } from '../../e2e/peers/smtp-peer.ts';
import { tellColleagues } from './tell-colleagues.ts';
import { asked, house, wrote } from './testing.ts';

withTestDatabase();

const peer = new SmtpPeer();
let mailboxId = 0;
let mara: CurrentAgent;
let tom: CurrentAgent;

beforeAll(async () => {
  await peer.start();
  const made = await house({ host: '127.0.0.1', port: peer.port, secure: false });
  mailboxId = made.mailboxId;
  mara = { id: made.agentId, name: 'Mara', email: 'mara@parcelbird.test', role: 'agent' };
  const [row] = await db()
    .insert(agents)
    .values({ name: 'Tom', email: 'tom@parcelbird.test', role: 'agent' })
    .returning({ id: agents.id });
  tom = { ...mara, id: row?.id ?? 0, name: 'Tom', email: 'tom@parcelbird.test' };
});
beforeEach(async () => {
  peer.mode = 'accept';
  peer.delivered.length = 0;
  await db().delete(colleagueNotices);
  await db()
    .update(agents)
    .set({ passwordHash: 'x', mailAssigned: true, mailAnswered: true, disabledAt: null, role: 'agent' });
  await away();
});
afterAll(async () => {
  await closeQueue();
  await peer.stop();
});

const away = (minutes = 11) =>
  db()
    .update(agents)
    .set({ lastSeenAt: sql`now() - make_interval(mins => ${minutes})` });
const assign = (by: CurrentAgent, id: number, to: number | null) =>
  db().transaction((tx) => assignConversation(tx, by, id, to));

/** The time in which they might have seen it in the app. */
async function graceEnds(): Promise<void> {
  await db().update(colleagueNotices).set({ dueAt: sql`now() - interval '1 second'` });
}

async function told(): Promise<number> {
  await graceEnds();
  return tellColleagues();
}

test('assigned while away: one mail, with the way to answer and the way to end it', async () => {
  const { conversationId } = await asked(mailboxId, { subject: 'My secret order' });
  await assign(mara, conversationId, tom.id);
  expect(await tellColleagues()).toBe(0);
  expect(await told()).toBe(1);
  expect(await told()).toBe(0);
  const [delivered] = peer.delivered;
  expect(delivered?.to).toEqual([tom.email]);
  expect(delivered?.mail.subject).toBe(`#${conversationId} was assigned to you`);
  expect(delivered?.mail.text).toContain('> I printed the label twice.');
  expect(delivered?.mail.text).toContain(`/inbox/mine/${conversationId}\n`);
  expect(conversationOfReplyAddress(delivered?.mail.replyTo?.[0]?.address ?? '')).toBe(conversationId);
  expect(delivered?.raw).toMatch(/^Auto-Submitted: auto-generated\r?$/m);
  const header = (name: string) => delivered?.mail.headers.find(({ key }) => key === name)?.value;
  expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  const token = /^<http:\/\/[^>]+\/api\/notices\/([^>]+)>$/.exec(header('list-unsubscribe') ?? '')?.[1] ?? '';
  expect(readEndToken(token)).toEqual({ agentId: tom.id, kind: 'assigned' });
});

test('a customer writes several times: one mail', async () => {
  const { conversationId } = await asked(mailboxId);
  await assign(tom, conversationId, tom.id);
  await wrote(conversationId);
  await wrote(conversationId, { body: 'Hello?' });
  expect(await told()).toBe(1);
  expect(peer.delivered[0]?.mail.subject).toBe(`A customer answered in #${conversationId}`);
  expect(peer.delivered[0]?.mail.text).toContain('> Hello?');
  await wrote(conversationId);
  expect(await told()).toBe(1);
});

test.each<[string, (it: number) => Promise<unknown>]>([
  ['took it themselves', (it) => assign(tom, it, tom.id)],
  [
    'has been here since',
    async (it) => {
      await assign(mara, it, tom.id);
      await away(2);
    },
  ],
  [
    'wants no such mail',
    async (it) => {
      const choices = { assigned: false, answered: false, review: false };
      await db().transaction((tx) => saveMailChoices(tx, tom, choices));
      await assign(mara, it, tom.id);
      await wrote(it);
    },
  ],
  [
    'ended it with the link before it left',
    async (it) => {
      await assign(mara, it, tom.id);
      await endMail(db(), { agentId: tom.id, kind: 'assigned' });
    },
  ],
  [
    'does not have it any more',
    async (it) => {
      await assign(mara, it, tom.id);
      await assign(mara, it, null);
    },
  ],
  [
    'cannot sign in',
    async (it) => {
      await db().update(agents).set({ disabledAt: sql`now()` }).where(eq(agents.id, tom.id));
      await db().update(conversations).set({ assigneeId: tom.id }).where(eq(conversations.id, it));
      await wrote(it);
    },
  ],
  [
    'has it in Spam',
    async (it) => {
      await assign(mara, it, tom.id);
      await db().update(conversations).set({ status: 'spam' }).where(eq(conversations.id, it));
    },
  ],
  [
    'hears of a machine’s mail',
    async (it) => {
      await db().update(conversations).set({ assigneeId: tom.id }).where(eq(conversations.id, it));
      await wrote(it, { automatic: 'auto-replied' });
    },
  ],
])('no mail to a colleague who %s', async (_, happened) => {
  const { conversationId } = await asked(mailboxId);
  await happened(conversationId);
  expect(await told()).toBe(0);
  expect(peer.delivered).toHaveLength(0);
  expect(await db().select().from(colleagueNotices)).toEqual([]);
});

test('a viewer hears of it and is not invited to answer', async () => {
  await db().update(agents).set({ role: 'viewer' }).where(eq(agents.id, tom.id));
  const { conversationId } = await asked(mailboxId);
  await assign(mara, conversationId, tom.id);
  expect(await told()).toBe(1);
  expect(peer.delivered[0]?.mail.replyTo).toBeUndefined();
  expect(peer.delivered[0]?.mail.text).not.toContain('Answer this mail');
});

test('nothing goes to a colleague whose address is a mailbox of ours: it would come back as a customer’s', async () => {
  await db().update(agents).set({ email: 'Support@parcelbird.test' }).where(eq(agents.id, tom.id));
  const { conversationId } = await asked(mailboxId);
  await assign(mara, conversationId, tom.id);
  await told();
  expect(peer.delivered).toHaveLength(0);
  await db().update(agents).set({ email: tom.email }).where(eq(agents.id, tom.id));
});

test('two workers at once tell it once; where none can send it is tried again, and forgotten when it is old', async () => {
  const { conversationId } = await asked(mailboxId);
  await assign(mara, conversationId, tom.id);
  await graceEnds();
  await Promise.all([tellColleagues(), tellColleagues(), tellColleagues()]);
  expect(peer.delivered).toHaveLength(1);

  await wrote(conversationId);
  await db()
    .update(mailboxes)
    .set({ smtp: { host: '127.0.0.1', port: 9, secure: false } });
  expect(await told()).toBe(0);
  expect(await db().select().from(colleagueNotices)).toHaveLength(1);
  await db().update(colleagueNotices).set({ createdAt: sql`now() - interval '7 hours'` });
  expect(await told()).toBe(0);
  expect(await db().select().from(colleagueNotices)).toHaveLength(0);
  await db()
    .update(mailboxes)
    .set({ smtp: { host: '127.0.0.1', port: peer.port, secure: false } });
});

test('one click ends one kind of mail of one colleague; a made-up link ends nothing', async () => {
  expect(readEndToken(`${tom.id}.assigned.${'0'.repeat(32)}`)).toBeNull();
  expect(readEndToken('x')).toBeNull();
  for (let n = 0; n < 2; n += 1) await endMail(db(), { agentId: tom.id, kind: 'answered' });
  expect(await loadMailChoices(tom)).toEqual({ assigned: true, answered: false, review: false });
  expect(await loadMailChoices(mara)).toEqual({ assigned: true, answered: true, review: false });
});
