// An error as the log keeps it: what and where, never the values that a query or a connection carried, which may be a customer's words.

type Logged = { type: string; message: string; stack: string; code?: string | number; responseCode?: number };

/** Causes follow in `stack`, each after "caused by: ". */
export function errorForLog(error: unknown): Logged {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error), stack: '' };
  const { code, responseCode } = error as Error & { code?: string | number; responseCode?: number };
  const message = messageOf(error);
  const cause = error.cause === undefined ? '' : `\ncaused by: ${errorForLog(error.cause).stack}`;
  return {
    type: error.constructor.name,
    message,
    stack: `${error.name}: ${message}${framesOf(error)}${cause}`,
    ...(code === undefined ? {} : { code }),
    ...(responseCode === undefined ? {} : { responseCode }),
  };
}

// drizzle writes a failed query's parameters into its message.
function messageOf(error: Error): string {
  const { query, params } = error as Error & { query?: unknown; params?: unknown };
  return typeof query === 'string' && Array.isArray(params) ? `Failed query: ${query}` : error.message;
}

function framesOf({ stack = '', message }: Error): string {
  const head = stack.indexOf(message);
  return head < 0 ? '' : stack.slice(head + message.length);
}
