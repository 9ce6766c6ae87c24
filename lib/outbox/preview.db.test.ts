import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { mailboxes } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { previewReply } from './preview.ts';
import { asked, house } from './testing.ts';

withTestDatabase();

test('a preview has the agent’s signature and the mailbox’s below it, each once', async () => {
  const { mailboxId, agentId } = await house();
  const mara: CurrentAgent = { id: agentId, name: 'Mara', email: 'mara@parcelbird.test', role: 'agent' };
  const { conversationId } = await asked(mailboxId);
  await db().update(mailboxes).set({ signature: '**Box** <b>GmbH</b>' }).where(eq(mailboxes.id, mailboxId));
  const html = await previewReply(mara, conversationId, 'Hi *Jo*');
  expect(html).toMatch(/<em>Jo<\/em>[\s\S]*<strong>Parcelbird<\/strong>[\s\S]*<strong>Box<\/strong> &lt;b&gt;GmbH/);
  const copied = await previewReply(mara, conversationId, 'Hi\n\n**Box** <b>GmbH</b>');
  expect(copied.split('<strong>Box</strong>')).toHaveLength(2);
});
