// postgres.js throws where nobody can catch it when a server dies while it writes to it: known, harmless, and only that.

/** Keeps the process alive for that one error; every other uncaught one still ends it. */
export function surviveLostConnections(note: (error: Error) => void): void {
  process.on('uncaughtException', (error) => {
    if (isLostConnection(error)) return note(error);
    console.error(error);
    process.exit(1);
  });
}

export function isLostConnection(error: unknown): error is Error {
  return (
    error instanceof TypeError &&
    error.message === "Cannot read properties of null (reading 'write')" &&
    /[\\/]postgres[\\/]/.test(error.stack ?? '')
  );
}
