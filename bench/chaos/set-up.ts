import postgres from 'postgres';
import { migrateDatabase } from '#db/migrate.ts';
import { IMAP_PASSWORD } from '#lib/channels/imap-password.ts';
import { encrypt } from '#lib/platform/crypto.ts';
import { SUPPORT } from './customers.ts';

/** Where the mailbox is fetched from. */
export type MailboxServer = { port: number; user: string; password: string };

/**
 * The demo workspace with Autopilot on, whose mailbox sends through the server on this port, and is fetched if it says from where. The
 * environment names the database already.
 */
export async function setUpForMail(databaseUrl: string, smtpPort: number, fetched?: MailboxServer): Promise<void> {
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
  if (fetched) {
    const { port, user, password } = fetched;
    const imap = {
      host: '127.0.0.1',
      port,
      secure: false,
      user,
      folder: 'INBOX',
      since: '2020-01-01',
      afterwards: 'read',
    };
    await own`update mailboxes set imap = ${own.json(imap)}, imap_password_encrypted = ${encrypt(password, IMAP_PASSWORD)}
      where address = ${SUPPORT}`;
  }
  await own.end();
}
