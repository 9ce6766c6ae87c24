// A form that was sent without scripts can carry more than is read. What would arrive cut off is refused whole, and the browser still has it.

/** Twice what the form allows, so that a little too much still comes back with its words. next.config.ts reads no action's body beyond it. */
const MOST_BYTES = 20 * 1024 * 1024;

export function isTooLarge(request: Request): boolean {
  return request.method === 'POST' && Number(request.headers.get('content-length') ?? 0) > MOST_BYTES;
}
