// The database for one command: DATABASE_URL, or the built-in one, whether or not Tandem is running on it right now.
import { runningEmbedded } from '#db/embedded.ts';
import { lockFolder } from '#lib/platform/lock-folder.ts';
import { makeDataFolder, secretFor } from '../scripts/start/data-folder.ts';
import { openDatabase } from '../scripts/start/database.ts';
import { publicUrl, readSettings } from '../scripts/start/settings.ts';

export async function withDatabase(run: () => Promise<void>): Promise<void> {
  const settings = readSettings();
  const folder = settings.TANDEM_DATA;
  makeDataFolder(folder);
  const owned = settings.DATABASE_URL ? undefined : await lockFolder(folder);
  const running = owned && 'holder' in owned ? runningEmbedded(folder) : undefined;
  const database = running
    ? { url: running, stop: async () => {} }
    : await openDatabase(settings.DATABASE_URL, folder, console.error);
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    TANDEM_SECRET: secretFor(folder, settings.TANDEM_SECRET),
    TANDEM_DATA: folder,
    TANDEM_URL: publicUrl(settings),
  });
  const { closeDb } = await import('#db/client.ts');
  try {
    await run();
  } finally {
    await closeDb();
    await database.stop();
    if (owned && 'lock' in owned) await owned.lock.release();
  }
}
