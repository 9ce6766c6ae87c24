// A port that somebody else has is found out before anything starts.
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { CannotStart } from '#lib/platform/errors.ts';

/** @param setting the environment variable that would choose another port. */
export async function requireFreePort(host: string, port: number, setting: string): Promise<void> {
  let code = await tryPort(host, port);
  // What a killed Tandem left behind lets go of its port within moments.
  for (let tries = 0; code === 'EADDRINUSE' && tries < 10; tries++) {
    await sleep(200);
    code = await tryPort(host, port);
  }
  if (!code) return;
  if (code === 'EADDRINUSE')
    throw new CannotStart(
      `Port ${port} on ${host} is in use by another program. Nothing was changed; stop it, or choose another with ${setting}, for example ${setting}=${port + 1} npm start.`,
    );
  if (code === 'EACCES')
    throw new CannotStart(
      `Port ${port} is reserved for root. Nothing was changed; choose one above 1023 with ${setting}.`,
    );
  throw new CannotStart(
    `Nothing can listen on ${host}:${port} (${code}). Nothing was changed; check HOST, SMTP_HOST and ${setting}.`,
  );
}

function tryPort(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
