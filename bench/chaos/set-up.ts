import postgres from 'postgres';
import { migrateDatabase } from '#db/migrate.ts';

/** The demo workspace with Autopilot on, whose mailbox sends through the server on this port. The environment names the database already. */
export async function setUpForMail(databaseUrl: string, smtpPort: number): Promise<void> {
  await migrateDatabase(databaseUrl);
  const [{ db, closeDb }, { seedDemo }, { setUpWorkspace }, { closeQueue }] = await Promise.all([
    import('#db/client.ts'),
    import('#lib/demo/seed.ts'),
    import('#lib/workspace/set-up.ts'),
    import('#lib/jobs/queue.ts'),
  ]);
  await db().transaction(async (tx) => {
    const owner = await setUpWorkspace(tx, {
      name: 'Mara',
      email: 'mara@parcelbird.example',
      password: 'three quiet green herons',
      workspaceName: 'Parcelbird',
    });
    await seedDemo(tx, owner.id);
  });
  await closeQueue();
  await closeDb();
  const own = postgres(databaseUrl, { max: 1 });
  await own`update autopilot set mode = 'on', budget = 5, threshold = null, spot_check_share = 0, audit_share = 0`;
  await own`update mailboxes set smtp = ${own.json({ host: '127.0.0.1', port: smtpPort, secure: false })}`;
  await own.end();
}
