// The way out: one due reply, claimed, composed and handed to its mail server, or captured where there is none. Knows no proposal and no review.
import { eq } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { messages } from '#db/schema.ts';
import type { Mailbox } from '#lib/channels/find-mailbox.ts';
import { noteProblem, noteWell } from '#lib/channels/health.ts';
import { GrantLost } from '#lib/channels/oauth/grant.ts';
import { NotSendable } from '#lib/conversations/files.ts';
import { log } from '#lib/platform/log.ts';
import { captureMail } from './capture.ts';
import { type Claim, claimReply, renewClaim } from './claim.ts';
import { compose, type Mail, Undeliverable } from './compose.ts';
import { lanesOf } from './lanes.ts';
import { type Dispatch, domainOf, loadLetter } from './letter.ts';
import { judge, type Outcome, type Road, roadAfter } from './policy.ts';
import { settle } from './settle.ts';
import { signed } from './sign.ts';
import { type Handed, handOver } from './transport.ts';

const RENEW_MS = 15_000;

/** The job `outbox.ready`. Safe to call at any time and twice: only a due row that it claims is touched. */
export async function deliverReply(outboxId: number): Promise<void> {
  const { smtp, domain } = await domainOf(outboxId);
  const claim = await claimReply(outboxId, lanesOf(smtp, domain));
  if (!claim) return;
  const renewing = setInterval(() => void renewClaim(claim).catch(() => {}), RENEW_MS);
  try {
    const outcome = await attempt(claim);
    log.info({ outboxId, conversationId: claim.conversationId, attempt: claim.attempt, outcome }, 'reply');
  } finally {
    clearInterval(renewing);
  }
}

async function attempt(claim: Claim): Promise<Outcome['kind'] | 'captured'> {
  const ready = await prepare(claim);
  if ('kind' in ready) return end(claim, ready);
  const { mailbox, mail } = ready;
  if (!mailbox.smtp) {
    await settle(claim, { kind: 'sent', words: '' }, { also: (tx) => captureMail(tx, claim.outboxId, mail) });
    return 'captured';
  }
  const handed = await handOver(mailbox, mailbox.smtp, mail).catch(notTried);
  await noteHealth(mailbox, handed).catch((error: unknown) => log.warn({ err: error }, 'health was not noted'));
  const outcome: Outcome = handed.ok ? { kind: 'sent', words: handed.words } : judge(handed.failure, claim.attempt);
  return end(claim, outcome, roadAfter(handed.ok ? null : handed.failure));
}

async function end(claim: Claim, outcome: Outcome, road?: Road): Promise<Outcome['kind']> {
  await settle(claim, outcome, { road });
  return outcome.kind;
}

/** A server that refuses one message is well; one that cannot be reached or refuses us is not. */
async function noteHealth(mailbox: Mailbox, handed: Handed): Promise<void> {
  if (handed.ok || (handed.failure.about !== 'server' && handed.failure.about !== 'account'))
    return noteWell(db(), mailbox.id, 'out');
  const { about, code, words } = handed.failure;
  const refused = about === 'account' && code !== null && mailbox.smtp?.signIn;
  await noteProblem(
    db(),
    mailbox.id,
    'out',
    refused
      ? `${words} · It did not take a new token either. Connect the mailbox again, as somebody who may send from it.`
      : words,
  );
}

/** Whatever goes wrong in here, nothing has left yet. */
async function prepare(claim: Claim): Promise<{ mailbox: Dispatch['mailbox']; mail: Mail } | Outcome> {
  try {
    const { letter, mailbox, messageId } = await loadLetter(claim.outboxId);
    const composed = await compose(letter);
    const mail = { ...composed, raw: await signed(mailbox, composed.raw) };
    await remember(messageId, mailbox, mail);
    return { mailbox, mail };
  } catch (error) {
    if (error instanceof Undeliverable) {
      // So that people see, and can allow, who is held back.
      if (error.to)
        await db()
          .update(messages)
          .set({ to: [error.to] })
          .where(eq(messages.id, claim.messageId));
      return { kind: 'failed', words: error.message, code: null };
    }
    if (error instanceof NotSendable)
      return error.forNow
        ? judge({ code: null, words: error.message, about: 'message', handedOver: false }, claim.attempt)
        : { kind: 'failed', words: error.message, code: null };
    log.error({ err: error, outboxId: claim.outboxId }, 'a reply could not be prepared');
    const words = 'The mail could not be prepared on this machine; the log of the worker says why.';
    return judge({ code: null, words, about: 'message', handedOver: false }, claim.attempt);
  }
}

/** Before it leaves: an answer may come back faster than our own server says yes. */
async function remember(messageId: number, mailbox: Dispatch['mailbox'], mail: Mail): Promise<void> {
  await db()
    .update(messages)
    .set({
      mailId: mail.messageId,
      subject: mail.subject,
      from: { name: mailbox.name, address: mailbox.address },
      to: mail.to,
      cc: mail.cc,
    })
    .where(eq(messages.id, messageId));
}

/** Only before connecting: the password was sealed under another secret, or the provider gives no token. */
function notTried(error: unknown) {
  log.error({ err: error }, 'a mail server could not be used');
  const words =
    error instanceof GrantLost
      ? error.message
      : 'The mail server could not be signed in to: its password was stored under another TANDEM_SECRET, or its provider cannot be reached. Settings, Mail has a test button that says more.';
  return { ok: false as const, failure: { code: null, words, about: 'account' as const, handedOver: false } };
}
