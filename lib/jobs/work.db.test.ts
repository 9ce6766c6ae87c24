// Jobs are taken as fast as they are done, also those that are fetched one by one; a flood of one kind holds another back, not for ever.
import { afterAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { withTestDatabase } from '#db/testing.ts';
import { calm, noteBatch } from './flood.ts';
import { closeQueue, enqueue } from './queue.ts';
import { work } from './work.ts';

withTestDatabase();
afterAll(closeQueue);

test('a backlog of slow jobs drains without a pause between them, each once', async () => {
  const wanted = Array.from({ length: 40 }, (_, n) => n + 1);
  await db().transaction(async (tx) => {
    for (const outboxId of wanted) await enqueue(tx, 'outbox.ready', { outboxId });
  });
  const seen: number[] = [];
  let atOnce = 0;
  let most = 0;
  // With a pause after each job this would take longer than a test may.
  await new Promise<void>((resolve) => {
    void work('outbox.ready', { atOnce: 2, slow: true }, async ({ outboxId }) => {
      most = Math.max(most, ++atOnce);
      await new Promise((done) => setTimeout(done, 5));
      atOnce -= 1;
      if (seen.push(outboxId) === wanted.length) resolve();
    });
  });
  expect(seen.toSorted((a, b) => a - b)).toEqual(wanted);
  expect(most).toBe(2);
});

test('a flood is over when fewer jobs come than were asked for', async () => {
  await calm('mail.received');
  noteBatch('mail.received', true);
  let waited = true;
  const waiting = calm('mail.received').then(() => {
    waited = false;
  });
  await Promise.resolve();
  expect(waited).toBe(true);
  noteBatch('mail.received', false);
  await waiting;
  expect(waited).toBe(false);
});
