// A throw-away Tandem to measure: its own data folder and built-in database, the production build, started as `npm start` starts it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { readPostmaster } from '#db/embedded/postmaster.ts';
import { freePort } from '#db/embedded/server.ts';
import { ensureBuild, serverFile } from '../scripts/start/build.ts';
import { type Child, startChild } from '../scripts/start/child.ts';
import { say, showChildLine } from '../scripts/start/console.ts';
import { keptSecret } from '../scripts/start/data-folder.ts';
import { type Database, openDatabase } from '../scripts/start/database.ts';
import { childEnv, readSettings, root } from '../scripts/start/settings.ts';
import { workerArgs } from '../scripts/start/worker-args.ts';
import { seedConversations } from './seed.ts';

export const OWNER = { name: 'Mara Ruiz', email: 'mara@parcelbird.example', password: 'three quiet green herons' };
export const SUPPORT = 'support@parcelbird.example';

export type Installation = {
  url: string;
  smtpPort: number;
  sql: postgres.Sql;
  /** A signed-in owner's, for the Cookie header. */
  cookie: string;
  serverLog: string;
  /** Process ids by part; the database's is its first process. */
  pids: { web: number; worker: number; database: number };
  stop(): Promise<void>;
};

/**
 * @param conversations how many of them, with three messages each, beside the demo workspace.
 * @param served false: the database alone, nothing is built, and url, cookie, web and worker stay empty.
 */
export async function install(conversations: number, served: boolean): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-bench-'));
  const stops: Array<() => Promise<unknown> | unknown> = [() => rmSync(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const step of stops.splice(0).reverse()) await step();
  };
  try {
    if (served) await ensureBuild(say);
    const secret = keptSecret(join(folder, 'secret'));
    const [port, smtpPort] = [await freePort(), await freePort()];
    const url = `http://127.0.0.1:${port}`;
    Object.assign(process.env, {
      TANDEM_DATA: folder,
      TANDEM_URL: url,
      PORT: port,
      SMTP_PORT: smtpPort,
      LOG_LEVEL: 'warn',
    });
    const settings = { ...readSettings(), DATABASE_URL: undefined };

    const filling = await openDatabase(undefined, folder, say);
    await fill(filling, secret, conversations);
    // What filling left in the server's memory is not what Tandem needs.
    const database = await openDatabase(undefined, folder, say);
    stops.push(() => database.stop());
    const env = childEnv(settings, url, database.url, secret);
    Object.assign(process.env, { DATABASE_URL: database.url, TANDEM_SECRET: secret });
    const started = served ? await startParts(env, url, stops) : undefined;
    const sql = postgres(database.url, { max: 2, onnotice: () => {} });
    stops.push(() => sql.end());
    return {
      url,
      smtpPort,
      sql,
      cookie: started ? await signIn(url) : '',
      serverLog: join(folder, 'postgres', 'server.log'),
      pids: { web: started?.web.pid() ?? 0, worker: started?.worker.pid() ?? 0, database: postmaster(folder) },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function fill(database: Database, secret: string, conversations: number): Promise<void> {
  Object.assign(process.env, { DATABASE_URL: database.url, TANDEM_SECRET: secret });
  const [{ db, rawSql, closeDb }, { recountViews }, { seedDemo }, { setUpWorkspace }, { closeQueue }] =
    await Promise.all([
      import('#db/client.ts'),
      import('#lib/conversations/recount.ts'),
      import('#lib/demo/seed.ts'),
      import('#lib/workspace/set-up.ts'),
      import('#lib/jobs/queue.ts'),
    ]);
  const began = performance.now();
  await db().transaction(async (tx) => {
    const owner = await setUpWorkspace(tx, { ...OWNER, workspaceName: 'Parcelbird' });
    await seedDemo(tx, owner.id);
  });
  await seedConversations(rawSql(), conversations);
  await recountViews();
  say(`Filled with ${conversations.toLocaleString('en')} conversations in ${seconds(began)} s.`);
  await closeQueue();
  await closeDb();
  (await import('#lib/platform/env.ts')).forgetEnv();
  await database.stop();
}

async function startParts(env: NodeJS.ProcessEnv, url: string, stops: Array<() => unknown>) {
  const started = async (
    name: string,
    args: string[],
    ready: Parameters<typeof startChild>[0]['ready'],
  ): Promise<Child> => {
    const child = await startChild({
      name,
      args,
      cwd: root,
      env: { ...env, TANDEM_PART: name },
      onLine: showChildLine,
      ready,
    });
    stops.push(() => child.stop());
    return child;
  };
  const web = await started('web', [serverFile], async () => {
    while (!(await fetch(`${url}/api/ready`).catch(() => undefined))?.ok)
      await new Promise((done) => setTimeout(done, 50));
  });
  const worker = await started(
    'worker',
    workerArgs,
    (child) => new Promise((resolve) => child.once('message', () => resolve())),
  );
  return { web, worker };
}

/** Through the same door as a browser. */
async function signIn(url: string): Promise<string> {
  const token = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = (await token.json()) as { csrfToken: string };
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookiesOf(token) },
    body: new URLSearchParams({ csrfToken, email: OWNER.email, password: OWNER.password }),
  });
  const cookie = cookiesOf(answer)
    .split('; ')
    .find((one) => one.startsWith('tandem.session='));
  if (!cookie) throw new Error(`Signing in was answered with ${answer.status} and no session.`);
  return cookie;
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}

function postmaster(folder: string): number {
  return readPostmaster(join(folder, 'postgres', 'pg18'))?.pid ?? 0;
}

export function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}
