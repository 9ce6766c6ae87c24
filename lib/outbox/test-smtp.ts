// The "send a test mail" button: one real mail to the agent who asks, so that a wrong password shows now and not at the first customer.
import type { SmtpSettings } from '#db/schema/channels.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { mailboxById } from '#lib/channels/mailboxes.ts';
import { GrantLost, tokenFor } from '#lib/channels/oauth/grant.ts';
import { passwordForTest } from '#lib/channels/smtp-password.ts';
import { Invalid } from '#lib/platform/errors.ts';
import { sendSystemMail } from './system-mail.ts';
import { failureOf, type Secret } from './transport.ts';

export type SmtpTest = { ok: true } | { ok: false; words: string };

/**
 * Admins only. @param given the password as typed; '' for the kept one. The server may stand in a private network: that is where many
 * relays are, and whoever may set it is trusted with it.
 */
export async function testSmtp(
  agent: CurrentAgent,
  mailboxId: number,
  smtp: SmtpSettings,
  given: string,
): Promise<SmtpTest> {
  requireRole(agent, 'admin');
  const secret = smtp.signIn
    ? await token(mailboxId)
    : { password: await passwordForTest(agent, mailboxId, smtp, given) };
  if (smtp.user && 'password' in secret && !secret.password)
    throw new Invalid('Give the password for this user. Nothing was sent.', 'password');
  const { name, address } = await mailboxById(mailboxId);
  try {
    await sendSystemMail(
      { smtp, secret, from: { name, address } },
      {
        to: [agent.email],
        subject: `Test mail from ${name}`,
        text: `This mail was sent by Tandem through ${smtp.host}, because ${agent.name} pressed the test button.\n\nIf you can read it, replies from ${address} can leave.\n`,
      },
    );
    return { ok: true };
  } catch (error) {
    return { ok: false, words: failureOf(error, false).words };
  }
}

async function token(mailboxId: number): Promise<Secret> {
  return tokenFor(mailboxId).catch((error: unknown) => {
    if (error instanceof GrantLost) throw new Invalid(error.message);
    throw error;
  });
}
