// A scheduled reply and what happens round it: the customer's next message, a review, and the writer's own draft.
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { agents, attachments, autopilot, outbox, reviews, workspace } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { loadDraft, saveDraft } from '#lib/conversations/drafts.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { sendReply, undoSend } from './reply.ts';
import { decide, markStaleReviews } from './stale.ts';
import { BODY, waiting, write } from './testing.ts';

withTestDatabase();

let lena: CurrentAgent;
let omar: CurrentAgent;

beforeAll(async () => {
  await db().insert(workspace).values({ name: 'Test', undoSeconds: 10 });
  await db().insert(autopilot).values({});
  [lena, omar] = (await db()
    .insert(agents)
    .values([
      { name: 'Lena', email: 'lena@x.test', role: 'agent' },
      { name: 'Omar', email: 'omar@x.test', role: 'agent' },
    ])
    .returning({ id: agents.id, name: agents.name, email: agents.email, role: agents.role })) as [
    CurrentAgent,
    CurrentAgent,
  ];
});
afterAll(closeQueue);

const sendAt = new Date(Date.now() + 3_600_000);

async function scheduled(body = 'My own words') {
  const it = await waiting();
  const { outboxId } = await decide((tx) =>
    sendReply(tx, lena, { ...it, body, leaveAs: 'pending', attachmentIds: [], sendAt }),
  );
  return { ...it, outboxId };
}

const rowOf = async (id: number) => (await db().select().from(outbox).where(eq(outbox.id, id)))[0];
const reviewOf = async (id: number) => (await db().select().from(reviews).where(eq(reviews.id, id)))[0];

test('the AI’s draft, scheduled by a person, is held when the customer writes, not thrown away', async () => {
  const it = await scheduled(BODY.replaceAll(' [1]', ''));
  expect(await rowOf(it.outboxId)).toMatchObject({ status: 'queued', sendAt, dueAt: sendAt });
  expect(await reviewOf(it.reviewId)).toMatchObject({ status: 'edited' });
  const messageId = await write(it.conversationId, 'One thing more.');
  await db().transaction((tx) => markStaleReviews(tx, messageId));
  expect(await rowOf(it.outboxId)).toMatchObject({ status: 'held', heldBecause: 'customer_wrote' });
});

test('back to draft: below what was begun meanwhile; a note stays a note; the review waits again', async () => {
  const alone = await scheduled();
  const { reply } = await db().transaction((tx) => undoSend(tx, lena, alone.outboxId));
  expect(reply).toMatchObject({ body: 'My own words', proposalId: alone.proposalId, files: [] });
  expect(await loadDraft(lena, alone.conversationId)).toMatchObject({ kind: 'reply', body: 'My own words' });
  expect(await reviewOf(alone.reviewId)).toMatchObject({ status: 'pending' });

  const begun = await scheduled();
  await db().transaction((tx) =>
    saveDraft(tx, lena, begun.conversationId, { kind: 'note', body: 'For us only', proposalId: null }),
  );
  await db().transaction((tx) => undoSend(tx, lena, begun.outboxId));
  expect(await loadDraft(lena, begun.conversationId)).toMatchObject({
    kind: 'note',
    body: 'For us only\n\nMy own words',
    proposalId: null,
  });
});

test('a colleague who takes it back has its files, too', async () => {
  const it = await waiting();
  const [file] = await db()
    .insert(attachments)
    .values({
      filename: 'a.txt',
      contentType: 'text/plain',
      size: 1,
      storageKey: 'k',
      sha256: 'x',
      uploadedBy: lena.id,
      draftConversationId: it.conversationId,
    })
    .returning({ id: attachments.id });
  const { outboxId } = await decide((tx) =>
    sendReply(tx, lena, {
      ...it,
      proposalId: null,
      body: 'See it',
      leaveAs: 'pending',
      attachmentIds: [file?.id ?? 0],
      sendAt,
    }),
  );
  const { reply } = await db().transaction((tx) => undoSend(tx, omar, outboxId));
  expect(reply?.files).toMatchObject([{ id: file?.id, filename: 'a.txt' }]);
  expect(await loadDraft(omar, it.conversationId)).toMatchObject({ body: 'See it', files: [{ id: file?.id }] });
});
