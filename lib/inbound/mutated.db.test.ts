// Mutated mails through the whole of the job, on a real database: each becomes a message or waits in quarantine with its reason. None is lost, none
// takes the worker down.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { mailboxes, rawMessages } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import { closeQueue } from '#lib/jobs/queue.ts';
import { mutate } from '../../bench/mail-fuzz/mutate.ts';
import { Random } from '../../bench/mail-fuzz/random.ts';
import { processRawMessage } from './process.ts';
import { receive } from './receive.ts';

withTestDatabase();

const folder = mkdtempSync(join(tmpdir(), 'tandem-mutated-'));
beforeAll(() => {
  process.env.TANDEM_DATA = folder;
});
afterAll(async () => {
  await closeQueue();
  rmSync(folder, { recursive: true, force: true });
});

test('sixty of them', { timeout: 120_000 }, async () => {
  const [mailbox] = await db()
    .insert(mailboxes)
    .values({ name: 'S', address: 'support@parcelbird.example' })
    .returning();
  const own = new URL('testdata/', import.meta.url);
  const seeds = readdirSync(own).map((name) => readFileSync(new URL(name, own)));
  const random = new Random(7);
  const away = async (): Promise<string[]> => {
    throw Object.assign(new Error('no DNS here'), { code: 'ETIMEOUT' });
  };
  for (let n = 0; n < 60; n++) {
    const arrival = {
      mailboxId: mailbox?.id ?? 0,
      door: 'smtp' as const,
      envelope: { from: 'a@b.example', to: [] },
      raw: mutate(random, seeds),
    };
    const { rawMessageId } = await db().transaction((tx) => receive(tx, arrival));
    await processRawMessage(rawMessageId, { resolve: away });
  }
  const rows = await db()
    .select({ status: rawMessages.status, reason: rawMessages.reason, messageId: rawMessages.messageId })
    .from(rawMessages);
  expect(rows.length).toBeGreaterThan(20);
  for (const { status, reason, messageId } of rows) {
    expect(['processed', 'quarantined']).toContain(status);
    expect(status === 'processed' ? messageId : reason).toBeTruthy();
  }
  const quarantined = rows.filter(({ status }) => status === 'quarantined').map(({ reason }) => reason);
  // Only for what the mail itself is to blame for.
  expect(quarantined.filter((reason) => !/nesting depth|names no sender/.test(reason ?? ''))).toEqual([]);
});
