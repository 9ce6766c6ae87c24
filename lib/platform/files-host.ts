// Where files that strangers sent are handed out: on a host of their own when TANDEM_FILES_URL names one, so that nothing in a file could ever
// count as a page of ours. scripts/start/files-host.mjs keeps the two hosts apart.
import { env } from './env.ts';

/** Of the host of their own, without a slash at its end; null: files share the app's. */
export function filesOrigin(): string | null {
  const { TANDEM_FILES_URL } = env();
  return TANDEM_FILES_URL ? new URL(TANDEM_FILES_URL).origin : null;
}
