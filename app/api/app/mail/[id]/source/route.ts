import { loadCapturedSource } from '#lib/outbox/captured.ts';
import { originalMail } from '../../../original-mail.ts';

/** A captured mail, as it would have left. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return originalMail((await params).id, 'outgoing', loadCapturedSource);
}
