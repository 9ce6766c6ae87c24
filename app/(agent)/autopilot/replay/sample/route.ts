import { SAMPLES } from '#lib/replay/imported-set.ts';

/** What an imported set looks like. It is the same for everybody, and holds nothing of anybody. */
export function GET(request: Request): Response {
  const format = new URL(request.url).searchParams.get('format') === 'jsonl' ? 'jsonl' : 'csv';
  return new Response(SAMPLES[format], {
    headers: {
      'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8',
      'content-disposition': `attachment; filename="replay-sample.${format}"`,
    },
  });
}
