// Whose matter a conversation is: from its mailbox, by hand, and what becomes of it when the team goes.
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { agents, conversations, events, mailboxes } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { disablePerson, enablePerson } from '#lib/agents/people.ts';
import { addTeam, LONGEST_TEAM_NAME, listTeamsWithMembers, renameTeam, setMembers } from '#lib/agents/teams.ts';
import { saveMailboxTeam } from '#lib/channels/mailbox-team.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { Forbidden, Invalid, NotFound } from '#lib/platform/errors.ts';
import { assignConversation } from './assign.ts';
import { countViews } from './counts.ts';
import { deleteTeam } from './delete-team.ts';
import { listConversations } from './list.ts';
import { openConversation } from './open.ts';
import { recountViews } from './recount.ts';
import { changeStatus } from './status.ts';
import { giveToTeam } from './team.ts';
import { parcelbird } from './testing.ts';

withTestDatabase();

let owner: CurrentAgent;
let mara: CurrentAgent;
let kim: CurrentAgent;
let contactId = 0;
let mailboxId = 0;

beforeAll(async () => {
  const it = await parcelbird();
  owner = it.owner;
  contactId = it.contactId;
  const rows = await db()
    .insert(agents)
    .values(['Mara', 'Kim'].map((name) => ({ name, email: `${name}@x.test`, role: 'agent' as const })))
    .returning();
  [mara, kim] = rows.map(({ id, name, email, role }) => ({ id, name, email, role })) as [CurrentAgent, CurrentAgent];
  const [box] = await db()
    .insert(mailboxes)
    .values({ name: 'Billing', address: 'billing@x.test' })
    .returning({ id: mailboxes.id });
  mailboxId = box?.id ?? 0;
});
afterAll(closeQueue);

const tx = <T>(work: (tx: Parameters<Parameters<ReturnType<typeof db>['transaction']>[0]>[0]) => Promise<T>) =>
  db().transaction(work);
const open = () => tx((tx) => openConversation(tx, { subject: 'Invoice', channel: 'email', contactId, mailboxId }));
const team = async (name: string, ...members: CurrentAgent[]) => {
  const id = await tx((tx) => addTeam(tx, owner, name));
  await tx((tx) =>
    setMembers(
      tx,
      owner,
      id,
      members.map((one) => one.id),
    ),
  );
  return id;
};
const row = async (id: number) => (await db().select().from(conversations).where(eq(conversations.id, id)))[0];
const inView = async (agent: CurrentAgent, view: Parameters<typeof listConversations>[1]) =>
  (await listConversations(agent, view)).rows.map(({ id }) => id);
const countsOf = async (agent: CurrentAgent) =>
  (await countViews(agent)).teams.map(({ name, unassigned, open }) => ({ name, unassigned, open }));

test('what arrives in its mailbox is the team’s: its members see it, with a counter, until one of them takes it', async () => {
  const billing = await team('Billing', mara);
  await tx((tx) => saveMailboxTeam(tx, owner, mailboxId, billing));
  const id = await open();
  expect(await row(id)).toMatchObject({ teamId: billing, assigneeId: null });
  expect(await countsOf(mara)).toEqual([{ name: 'Billing', unassigned: 1, open: 1 }]);
  expect(await countsOf(kim)).toEqual([]);
  expect(await inView(mara, `team-${billing}`)).toEqual([id]);
  await tx((tx) => assignConversation(tx, mara, id, mara.id));
  expect(await countsOf(mara)).toEqual([{ name: 'Billing', unassigned: 0, open: 1 }]);
  expect(await inView(mara, `team-${billing}`)).toEqual([]);
  expect(await inView(mara, `team-${billing}-open`)).toEqual([id]);
  await tx((tx) => changeStatus(tx, mara, id, 'closed'));
  expect(await countsOf(mara)).toEqual([{ name: 'Billing', unassigned: 0, open: 0 }]);
  await tx((tx) => saveMailboxTeam(tx, owner, mailboxId, null));
  expect(await row(await open())).toMatchObject({ teamId: null });
  expect(await recountViews()).toBe(0);
});

test('given to a team by hand: who is not in it lets go, who is keeps it; each change is on the timeline', async () => {
  const first = await team('First', kim);
  const second = await team('Second', mara);
  const id = await open();
  await tx((tx) => assignConversation(tx, mara, id, mara.id));
  await tx((tx) => giveToTeam(tx, mara, id, first));
  expect(await row(id)).toMatchObject({ teamId: first, assigneeId: null });
  expect(await inView(kim, `team-${first}`)).toEqual([id]);
  await tx((tx) => assignConversation(tx, mara, id, mara.id));
  await tx((tx) => giveToTeam(tx, mara, id, second));
  await tx((tx) => giveToTeam(tx, mara, id, second));
  await tx((tx) => giveToTeam(tx, mara, id, null));
  expect(await row(id)).toMatchObject({ teamId: null, assigneeId: mara.id });
  const told = await db().select().from(events).where(eq(events.conversationId, id)).orderBy(events.seq);
  expect(told.filter(({ type }) => type === 'conversation.teamed').map(({ data }) => data)).toEqual([
    { teamId: first, team: 'First', unassigned: true },
    { teamId: second, team: 'Second' },
    { teamId: null, team: null },
  ]);
  await expect(tx((tx) => giveToTeam(tx, { ...kim, role: 'viewer' }, id, first))).rejects.toThrow(Forbidden);
  await expect(tx((tx) => giveToTeam(tx, kim, id, 9999))).rejects.toThrow(NotFound);
  expect(await recountViews()).toBe(0);
});

test('a team is deleted: its conversations and mailboxes stay without one, its counters are gone', async () => {
  const gone = await team('Gone', mara);
  await tx((tx) => saveMailboxTeam(tx, owner, mailboxId, gone));
  const [one, closed] = [await open(), await open()];
  await tx((tx) => changeStatus(tx, mara, closed, 'closed'));
  // More than let go at once.
  const many = Array.from({ length: 2_500 }, () => ({
    channel: 'email' as const,
    status: 'closed' as const,
    contactId,
    teamId: gone,
  }));
  await db().insert(conversations).values(many);
  await deleteTeam(owner, gone);
  expect(await row(one)).toMatchObject({ status: 'open', teamId: null });
  expect(await row(closed)).toMatchObject({ status: 'closed', teamId: null });
  expect(await inView(mara, 'unassigned')).toContain(one);
  expect(await row(await open())).toMatchObject({ teamId: null });
  expect((await countsOf(mara)).map(({ name }) => name)).not.toContain('Gone');
  expect(await recountViews()).toBe(0);
  await expect(deleteTeam(owner, gone)).rejects.toThrow(NotFound);
});

test('deleted while mail comes in and people hand over: nothing fails but the hand-over, nothing waits for ever', async () => {
  for (let i = 0; i < 8; i++) {
    const id = await team(`Race ${i}`, mara);
    await tx((tx) => saveMailboxTeam(tx, owner, mailboxId, id));
    const given = await open();
    await tx((tx) => giveToTeam(tx, mara, given, null));
    const [opened, , handed] = await Promise.allSettled([
      open(),
      deleteTeam(owner, id),
      tx((tx) => giveToTeam(tx, mara, given, id)),
    ]);
    expect(opened.status).toBe('fulfilled');
    if (handed.status === 'rejected') expect(handed.reason).toBeInstanceOf(NotFound);
    if (opened.status === 'fulfilled') expect(await row(opened.value)).toMatchObject({ teamId: null });
    expect(await row(given)).toMatchObject({ teamId: null });
  }
});

test('names: tidied, one of each, neither empty nor endless; only admins', async () => {
  const id = await team('  Night \n shift ');
  const named = async () => (await listTeamsWithMembers()).find((one) => one.id === id);
  expect(await named()).toMatchObject({ name: 'Night shift', members: [] });
  await expect(tx((tx) => addTeam(tx, owner, 'night SHIFT'))).rejects.toThrow(Invalid);
  await expect(tx((tx) => addTeam(tx, owner, ' '))).rejects.toThrow(Invalid);
  await expect(tx((tx) => addTeam(tx, owner, 'x'.repeat(LONGEST_TEAM_NAME + 1)))).rejects.toThrow(Invalid);
  await expect(tx((tx) => renameTeam(tx, owner, id, 'billing'))).rejects.toThrow(Invalid);
  await tx((tx) => renameTeam(tx, owner, id, 'NIGHT SHIFT'));
  expect(await named()).toMatchObject({ name: 'NIGHT SHIFT' });
  await expect(tx((tx) => addTeam(tx, mara, 'Mine'))).rejects.toThrow(Forbidden);
  await expect(tx((tx) => setMembers(tx, mara, id, []))).rejects.toThrow(Forbidden);
  await expect(deleteTeam(mara, id)).rejects.toThrow(Forbidden);
  const twins = await Promise.allSettled([1, 2, 3].map(() => tx((tx) => addTeam(tx, owner, 'Twins'))));
  expect(twins.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('members: only who can answer; who is disabled is not shown and comes back', async () => {
  const id = await team('Comeback', mara, kim);
  const members = async () =>
    (await listTeamsWithMembers()).find((one) => one.id === id)?.members.map(({ name }) => name);
  expect(await members()).toEqual(['Kim', 'Mara']);
  await tx((tx) => disablePerson(tx, owner, kim.id));
  expect(await members()).toEqual(['Mara']);
  await expect(tx((tx) => setMembers(tx, owner, id, [kim.id]))).rejects.toThrow(Invalid);
  await tx((tx) => setMembers(tx, owner, id, []));
  await tx((tx) => enablePerson(tx, owner, kim.id));
  expect(await members()).toEqual(['Kim']);
});
