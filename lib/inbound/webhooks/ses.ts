// Amazon SES, a receipt rule that publishes to an SNS topic: the raw mail inside the notification. Subscriptions are confirmed by themselves.
import { z } from 'zod';
import { Forbidden, Invalid } from '#lib/platform/errors.ts';
import { log } from '#lib/platform/log.ts';
import type { Handed, Posted } from './posted.ts';
import { getFromAmazon, isAmazons, isFromSns, snsMessage } from './sns-signature.ts';

const notification = z.object({
  notificationType: z.string(),
  mail: z.object({ source: z.string().default(''), destination: z.array(z.string()).default([]) }),
  receipt: z
    .object({
      recipients: z.array(z.string()).optional(),
      action: z.object({ encoding: z.string().optional() }).optional(),
    })
    .optional(),
  content: z.string().optional(),
});

/** @param get for tests, which have no server of Amazon's. */
export async function readSes({ body }: Posted, get = getFromAmazon): Promise<Handed> {
  const message = snsMessage.safeParse(json(body.toString())).data;
  if (!message) throw new Invalid('This is not a message of Amazon SNS. Nothing was stored.');
  if (!(await isFromSns(message, get))) throw new Forbidden('The signature is not Amazon’s. Nothing was stored.');
  if (message.Type === 'SubscriptionConfirmation') return confirm(message.SubscribeURL ?? '', get);
  if (message.Type === 'UnsubscribeConfirmation') return { nothing: 'unsubscribed' };
  const said = notification.safeParse(json(message.Message)).data;
  if (said?.notificationType !== 'Received') return { nothing: 'not a mail' };
  if (!said.content)
    throw new Invalid(
      'The notification holds no mail: publish it to SNS with its content, 150 kB at most, or by SMTP.',
    );
  const encoding = said.receipt?.action?.encoding?.toUpperCase() === 'BASE64' ? 'base64' : 'utf8';
  return {
    raw: Buffer.from(said.content, encoding),
    envelope: { from: said.mail.source, to: said.receipt?.recipients ?? said.mail.destination },
  };
}

async function confirm(url: string, get: (url: string) => Promise<string>): Promise<Handed> {
  if (!isAmazons(url))
    throw new Invalid('The subscription names an address that is not Amazon’s. It was not confirmed.');
  await get(url);
  log.info('a subscription of Amazon SNS is confirmed');
  return { nothing: 'subscribed' };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
