// The "Test" button: one sign-in and a look at the folder, so that a wrong password shows now and not by silence.
import type { ImapSettings } from '#db/schema/channels.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { imapPasswordForTest } from '#lib/channels/imap-password.ts';
import { tokenFor } from '#lib/channels/oauth/grant.ts';
import { Forbidden, Invalid } from '#lib/platform/errors.ts';
import { connectImap, type Secret } from './connect.ts';
import { problemOf } from './problem.ts';

/** `waiting`: mails that arrived there since the day of the settings. */
export type ImapTest = { ok: true; waiting: number } | { ok: false; words: string };

/**
 * Admins only; changes nothing there. @param given the password as typed; '' for the kept one. The server may stand in a private network,
 * as one for SMTP may: whoever may set it is trusted with it.
 */
export async function testImap(
  agent: CurrentAgent,
  mailboxId: number,
  imap: ImapSettings,
  given: string,
): Promise<ImapTest> {
  try {
    if (imap.signIn) {
      requireRole(agent, 'admin');
      return await look(imap, await tokenFor(mailboxId));
    }
    const password = await imapPasswordForTest(agent, mailboxId, imap, given);
    if (!password) throw new Invalid('Give the password for this user. Nothing was asked of the server.', 'password');
    return await look(imap, { pass: password });
  } catch (error) {
    if (error instanceof Invalid || error instanceof Forbidden) throw error;
    return { ok: false, words: problemOf(error, imap).words };
  }
}

async function look(imap: ImapSettings, secret: Secret): Promise<ImapTest> {
  const client = await connectImap(imap, secret, { patience: 10_000 });
  try {
    await client.mailboxOpen(imap.folder, { readOnly: true });
    const found = await client.search({ since: new Date(`${imap.since}T00:00:00Z`) }, { uid: true });
    return { ok: true, waiting: found ? found.length : 0 };
  } finally {
    client.close();
  }
}
