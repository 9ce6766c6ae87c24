// Whether a failure will pass (a server is away, a lock was lost) or comes with the mail itself.

/** The file store did not take a file. */
export class StoreAway extends Error {
  override name = 'StoreAway';
}

// SQLSTATE classes: connection, rolled back, resources, in use, taken down, system.
const PASSES = /^(08|40|53|55|57|58)[0-9A-Z]{3}$/;
const NETWORK = /^(ECONN|ETIMEDOUT|EPIPE|EHOST|ENET|EAI_AGAIN|ENOTFOUND|CONNECT)/;

/** Looks through what the driver wraps. What is unknown counts as the mail's own: quarantine loses nothing, and people see it. */
export function isForNow(error: unknown): boolean {
  for (let at: unknown = error, deep = 0; at instanceof Error && deep < 5; at = at.cause, deep++) {
    const code = String((at as { code?: unknown }).code ?? '');
    if (at instanceof StoreAway || PASSES.test(code) || NETWORK.test(code)) return true;
  }
  return false;
}
