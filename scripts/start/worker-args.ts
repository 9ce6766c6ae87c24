// How Node starts the worker, from the repository's root.

/** Drizzle's modules quickly and in a third of the memory (see there); no browser code in what `server-only` guards. */
export const workerArgs = ['--import', './db/quick-imports.ts', '--conditions=react-server', 'lib/worker/main.ts'];
