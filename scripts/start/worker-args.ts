// How Node runs the worker, from the repository's root. scripts/entrypoint.sh and package.json say the same.

/**
 * No browser code in what `server-only` guards. A small young generation: what a mail leaves behind is cleared away sooner, and the worker
 * holds 60 MB less while nothing happens.
 */
export const workerArgs = ['--conditions=react-server', '--max-semi-space-size=4', 'lib/worker/main.ts'];
