// How a stranger's file leaves: as a type that nothing can come of, in a sandbox, and in parts where a reader asks for one (RFC 9110, 14).
import type { OpenFile } from '#lib/conversations/files.ts';
import { filesOrigin } from '#lib/platform/files-host.ts';
import { disposition } from './disposition.ts';
import { spanOf } from './span.ts';

export async function fileAnswer(file: OpenFile, request: Request): Promise<Response> {
  const etag = `"${file.sha256}"`;
  const headers = {
    'content-type': file.servedAs,
    'content-disposition': disposition(file.inline ? 'inline' : 'attachment', file.filename),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    // The app shows its pictures, from another origin where files have their own. Who has the address has the file anyway.
    'cross-origin-resource-policy': filesOrigin() ? 'cross-origin' : 'same-origin',
    'referrer-policy': 'no-referrer',
    'cache-control': 'private, max-age=3600',
    'accept-ranges': 'bytes',
    etag,
  };
  const changed = ![null, etag].includes(request.headers.get('if-range'));
  const span = changed ? null : spanOf(request.headers.get('range'), file.size);
  if (span === 'none')
    return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${file.size}` } });
  const body = request.method === 'HEAD' ? null : await file.read(span ?? undefined);
  if (!span) return new Response(body, { headers: { ...headers, 'content-length': String(file.size) } });
  return new Response(body, {
    status: 206,
    headers: {
      ...headers,
      'content-length': String(span.end - span.start + 1),
      'content-range': `bytes ${span.start}-${span.end}/${file.size}`,
    },
  });
}
