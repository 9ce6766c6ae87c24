// Owns the demo workspace: Parcelbird, a made-up shipping company. Everything it writes carries `demo` or hangs on something that does.
import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { autopilotChanges, mailboxes, workspace } from '#db/schema.ts';
import { recountAll } from '#lib/ai/recount.ts';
import { env } from '#lib/platform/env.ts';
import { seedConfidence } from './confidence.ts';
import { demo } from './content.ts';
import { required, seedKnowledge } from './knowledge.ts';
import { planPast } from './past.ts';
import { DEMO_DOMAIN, knowSinceFirstMessage, seedPeople } from './people.ts';
import { DAY, ON_FROM, ON_UNTIL } from './plan.ts';
import { randomFrom } from './random.ts';
import { planThreads } from './threads.ts';
import { openWaiting } from './waiting.ts';
import { writeConversations } from './write.ts';
import type { Place } from './written.ts';

/** Writes it all around `now`, in the setup's own transaction: about 400 conversations, two seconds. */
export async function seedDemo(tx: Tx, ownerId: number, now = new Date()): Promise<void> {
  const random = randomFrom(20_260_921);
  const people = await seedPeople(
    tx,
    ownerId,
    demo.history.map(({ name }) => name),
  );
  const lena = required(people.agents.get('lena'));
  const sources = await seedKnowledge(tx, lena);
  const address = `support@${DEMO_DOMAIN}`;
  const [mailbox] = await tx
    .insert(mailboxes)
    .values({ name: 'Parcelbird support', address, demo: true })
    .returning({ id: mailboxes.id });
  const place: Place = { people, sources, mailboxId: required(mailbox).id, mailbox: address, random };
  const link = (slug: string) => `${env().TANDEM_URL}/help/articles/${slug}`;

  await writeConversations(tx, [...planPast(now, random, sources, link), ...planThreads(now, random)], place);
  await tx.insert(autopilotChanges).values([
    {
      agentId: lena,
      field: 'budget',
      before: '50',
      after: '20',
      createdAt: new Date(now.getTime() - ON_FROM * DAY - 60_000),
    },
    { agentId: lena, field: 'mode', before: 'ask', after: 'on', createdAt: new Date(now.getTime() - ON_FROM * DAY) },
    { agentId: lena, field: 'mode', before: 'on', after: 'ask', createdAt: new Date(now.getTime() - ON_UNTIL * DAY) },
  ]);
  await tx.update(workspace).set({ demo: true }).where(eq(workspace.id, 1));
  await seedConfidence(tx, now, demo.history.length);
  await recountAll(tx, now);
  await openWaiting(tx, now, place);
  await knowSinceFirstMessage(tx);
}
