// One part alone, against the database that DATABASE_URL names: `npm run web`, `npm run worker`, and the image's commands.
// It becomes that part (no process above it), so that whoever started it sees it live and die.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkServer } from '#db/check-server.ts';
import { migrateDatabase } from '#db/migrate.ts';
import { CannotStart } from '#lib/platform/errors.ts';
import { ensureBuild, serverFile } from './start/build.ts';
import { say } from './start/console.ts';
import { keptSecret, makeDataFolder, secretFor } from './start/data-folder.ts';
import { explain } from './start/explain.ts';
import { requireFreePort } from './start/ports.ts';
import { childEnv, publicUrl, readSettings } from './start/settings.ts';

try {
  await become(process.argv[2]);
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

async function become(part: string | undefined): Promise<void> {
  if (part === 'secrets') return makeSecrets(process.argv[3]);
  if (part !== 'web' && part !== 'worker') throw new CannotStart('Say which part: web or worker.');
  const settings = readSettings();
  if (!settings.DATABASE_URL)
    throw new CannotStart(
      `DATABASE_URL is not set. The ${part} alone needs a PostgreSQL 15 or newer; \`npm start\` brings its own.`,
    );
  makeDataFolder(settings.TANDEM_DATA);
  if (part === 'web') await requireFreePort(settings.HOST, settings.PORT, 'PORT');
  else if (settings.SMTP_PORT) await requireFreePort(settings.SMTP_HOST, settings.SMTP_PORT, 'SMTP_PORT');
  await checkServer(settings.DATABASE_URL);
  await migrateDatabase(settings.DATABASE_URL);
  const secret = secretFor(settings.TANDEM_DATA, settings.TANDEM_SECRET);
  Object.assign(process.env, childEnv(settings, publicUrl(settings), settings.DATABASE_URL, secret), {
    TANDEM_PART: part,
  });
  await import('./start/end-with-parent.mjs');
  if (part === 'web') {
    await ensureBuild(say);
    await import(serverFile);
  } else await import('#lib/worker/main.ts');
}

/** The database's password, made on the first boot into a folder that only the containers share. */
function makeSecrets(folder: string | undefined): void {
  if (!folder || !existsSync(folder)) throw new CannotStart('Say where: secrets /folder.');
  keptSecret(join(folder, 'database-password'));
}
