// The database of this start: the one DATABASE_URL names, or the built-in one, kept alive.
import { checkServer } from '#db/check-server.ts';
import { type Embedded, startEmbedded } from '#db/embedded.ts';
import { migrateDatabase } from '#db/migrate.ts';

export type Database = { url: string; builtIn: boolean; stop(): Promise<void> };

export async function openDatabase(
  given: string | undefined,
  dataFolder: string,
  say: (line: string) => void,
): Promise<Database> {
  const database = given ? await external(given) : await builtIn(dataFolder, say);
  try {
    await migrateDatabase(database.url);
    return database;
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function external(url: string): Promise<Database> {
  await checkServer(url);
  return { url, builtIn: false, stop: async () => {} };
}

// A server that dies comes back on the same port with every committed row; web and worker reconnect by themselves.
async function builtIn(dataFolder: string, say: (line: string) => void): Promise<Database> {
  let stopping = false;
  let server: Embedded = await startEmbedded(dataFolder);
  const port = Number(new URL(server.url).port);
  let restart: Promise<void> = Promise.resolve();

  function watch(): void {
    void server.exited.then(() => {
      if (stopping) return;
      say('database stopped unexpectedly; starting it again');
      restart = startEmbedded(dataFolder, { port }).then(
        (next) => {
          server = next;
          watch();
        },
        (error: Error) => say(`database ${error.message}`),
      );
    });
  }
  watch();

  return {
    url: server.url,
    builtIn: true,
    async stop() {
      stopping = true;
      await restart;
      await server.stop();
    },
  };
}
