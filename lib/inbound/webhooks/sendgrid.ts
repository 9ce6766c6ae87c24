// SendGrid's Inbound Parse with "post the raw, full MIME message": the raw mail in `email`, the envelope as JSON.
import { z } from 'zod';
import { Invalid } from '#lib/platform/errors.ts';
import { formParts } from './form-parts.ts';
import type { Handed, Posted } from './posted.ts';

const envelope = z.object({ from: z.string().default(''), to: z.array(z.string()).default([]) });

export async function readSendgrid({ body, contentType }: Posted): Promise<Handed> {
  const parts = formParts(body, contentType);
  const raw = parts?.get('email');
  if (!raw?.byteLength)
    throw new Invalid(
      'There is no raw mail in it. Tick “POST the raw, full MIME message” in SendGrid’s Inbound Parse.',
    );
  return { raw, envelope: envelope.catch({ from: '', to: [] }).parse(json(parts?.get('envelope'))) };
}

function json(bytes: Buffer | undefined): unknown {
  try {
    return JSON.parse(bytes?.toString() ?? '');
  } catch {
    return {};
  }
}
