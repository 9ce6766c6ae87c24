// What an agent gets mail about, and the signed link in each such mail that ends it (RFC 8058: one click, without signing in).
import { eq } from 'drizzle-orm';
import { db, type Tx } from '#db/client.ts';
import { agents } from '#db/schema.ts';
import { sign, verifySignature } from '#lib/platform/crypto.ts';
import { env } from '#lib/platform/env.ts';
import type { CurrentAgent } from './current.ts';

/** `assigned`: to me; `answered`: a customer wrote in one of mine; `review`: proposals wait. */
export const mailKinds = ['assigned', 'answered', 'review'] as const;
export type MailKind = (typeof mailKinds)[number];
export type MailChoices = Record<MailKind, boolean>;

const COLUMN = { assigned: 'mailAssigned', answered: 'mailAnswered', review: 'mailReview' } as const;
const PURPOSE = 'colleague-mail';
const SIGNATURE_CHARACTERS = 32;

export async function loadMailChoices(agent: Pick<CurrentAgent, 'id'>): Promise<MailChoices> {
  const [row] = await db().select().from(agents).where(eq(agents.id, agent.id));
  return {
    assigned: row?.mailAssigned ?? false,
    answered: row?.mailAnswered ?? false,
    review: row?.mailReview ?? false,
  };
}

export async function saveMailChoices(tx: Tx, agent: CurrentAgent, choices: MailChoices): Promise<void> {
  await tx
    .update(agents)
    .set({ mailAssigned: choices.assigned, mailAnswered: choices.answered, mailReview: choices.review })
    .where(eq(agents.id, agent.id));
}

/** `<TANDEM_URL>/api/notices/<id>.<kind>.<32 hex>`. Opening it changes nothing; a POST ends that kind of mail. */
export function endMailLink(agentId: number, kind: MailKind): string {
  const named = `${agentId}.${kind}`;
  return `${env().TANDEM_URL.replace(/\/+$/, '')}/api/notices/${named}.${sign(named, PURPOSE, SIGNATURE_CHARACTERS)}`;
}

/** Null for a token that we did not sign. */
export function readEndToken(token: string): { agentId: number; kind: MailKind } | null {
  const match = /^([1-9]\d{0,14})\.(assigned|answered|review)\.([0-9a-f]{32})$/.exec(token);
  if (!match) return null;
  const [, id = '', kind = '', signature = ''] = match;
  if (!verifySignature(`${id}.${kind}`, signature, PURPOSE, SIGNATURE_CHARACTERS)) return null;
  return { agentId: Number(id), kind: kind as MailKind };
}

/** Twice is the same as once. */
export async function endMail(tx: Tx, { agentId, kind }: { agentId: number; kind: MailKind }): Promise<void> {
  await tx
    .update(agents)
    .set({ [COLUMN[kind]]: false })
    .where(eq(agents.id, agentId));
}
