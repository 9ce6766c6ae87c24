import { loadQuarantined } from '#lib/inbound/quarantine.ts';
import { originalMail } from '../../original-mail.ts';

/** A mail that could not become a message, as it arrived. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return originalMail((await params).id, 'quarantine', loadQuarantined);
}
