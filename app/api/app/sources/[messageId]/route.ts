import { loadSource } from '#lib/conversations/source.ts';
import { originalMail } from '../../original-mail.ts';

/** The mail behind a message, as it arrived. */
export async function GET(_: Request, { params }: { params: Promise<{ messageId: string }> }): Promise<Response> {
  return originalMail((await params).messageId, 'message', loadSource);
}
