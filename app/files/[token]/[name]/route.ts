// Hands out a file that a stranger may have sent, to whoever has its signed address: reads no session, sets no cookie, and is never a page.
import { openFile } from '#lib/conversations/files.ts';
import { Forbidden, NotFound } from '#lib/platform/errors.ts';
import { fileAnswer } from '../../file-answer.ts';

export async function GET(request: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  try {
    const file = await openFile((await params).token);
    if (file === 'expired')
      return inWords(
        410,
        'This link has expired. The file is still there: open it again from its conversation in Tandem.',
      );
    return await fileAnswer(file, request);
  } catch (error) {
    if (error instanceof NotFound) return inWords(404, error.message);
    if (error instanceof Forbidden) return inWords(403, error.message);
    throw error;
  }
}

function inWords(status: number, words: string): Response {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  return new Response(`${words}\n`, { status, headers });
}
