// Owns the PostgreSQL that comes with Tandem: makes it, starts it, stops it. Knows no table and no migration.
import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { findBinaries } from './embedded/binaries.ts';
import { CLUSTER, ensureCluster, readPassword } from './embedded/cluster.ts';
import { endOrphan, readPostmaster } from './embedded/postmaster.ts';
import { findRunAs, type Way } from './embedded/run-as.ts';
import { runServer, urlFor } from './embedded/server.ts';

export type Embedded = {
  url: string;
  pid: number;
  /** Settles when the server is gone, for whatever reason. */
  exited: Promise<void>;
  stop(): Promise<void>;
};

type Options = {
  /** The same port as before, so that clients of a server that died find the new one. */
  port?: number;
  /** False trades safety for speed, for tests. */
  durable?: boolean;
  /** For tests: how to run when we are root. */
  ways?: Way[];
};

/** Starts the server of a data folder. The caller holds that folder's lock (lib/platform/lock-folder.ts). */
export async function startEmbedded(
  dataFolder: string,
  { port, durable = true, ways }: Options = {},
): Promise<Embedded> {
  const made = join(dataFolder, 'postgres');
  mkdirSync(made, { recursive: true, mode: 0o700 });
  const home = realpathSync(made);
  // First, because what follows may change who owns the files.
  await endOrphan(join(home, CLUSTER));
  const binaries = findBinaries(join(home, 'lib'));
  const runAs = findRunAs(binaries.postgres, home, ways);
  const cluster = await ensureCluster(home, binaries, runAs, durable);
  const logFile = join(home, 'server.log');
  const server = await runServer(cluster, { binaries, runAs, logFile, durable, ...(port ? { port } : {}) });
  return {
    url: urlFor(server.port, cluster.password),
    pid: server.pid,
    exited: server.exited,
    stop: server.stop,
  };
}

/** The address of the server that another process runs on this data folder, if the folder's files name one. */
export function runningEmbedded(dataFolder: string): string | undefined {
  const home = join(dataFolder, 'postgres');
  const [password, found] = [readPassword(home), readPostmaster(join(home, CLUSTER))];
  return password && found ? urlFor(found.port, password) : undefined;
}
