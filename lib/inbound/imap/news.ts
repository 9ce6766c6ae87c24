// Waiting for mail: the server tells at once where it can (IDLE), and is asked every minute in any case, because connections die silently.
import type { ImapFlow } from 'imapflow';

const POLL_MS = 60_000;

export type News = { forget: () => void; wait: () => Promise<void> };

/** Listens from now on. `wait` ends when mail has come since `forget`, when it is time to ask, or when the connection is gone. */
export function newsOf(client: ImapFlow, poll = POLL_MS): News {
  let came = false;
  let wake = () => {};
  client.on('exists', () => {
    came = true;
    wake();
  });
  client.on('close', () => wake());
  return {
    forget: () => {
      came = false;
    },
    wait: async () => {
      if (came || !client.usable) return;
      let timer: NodeJS.Timeout | undefined;
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
        timer = setTimeout(resolve, poll);
      });
      // The next command ends it.
      if (client.capabilities.has('IDLE')) client.idle().catch(() => wake());
      await woken.finally(() => clearTimeout(timer));
    },
  };
}
