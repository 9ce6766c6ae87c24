// What the processes of Tandem are started with: the settings of env.ts, made absolute and complete.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Env, parseEnv } from '#lib/platform/env.ts';
import { CannotStart } from '#lib/platform/errors.ts';

export const root = join(import.meta.dirname, '..', '..');

export type Settings = Env & { TANDEM_DATA: string };

/** Reads .env (what is already set wins) and the environment. */
export function readSettings(): Settings {
  const file = join(root, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  try {
    const given = parseEnv(process.env);
    const database = withPassword(given.DATABASE_URL, process.env.DATABASE_PASSWORD_FILE);
    return {
      ...given,
      ...(database ? { DATABASE_URL: database } : {}),
      TANDEM_DATA: resolve(root, given.TANDEM_DATA),
    };
  } catch (error) {
    throw new CannotStart((error as Error).message);
  }
}

// Containers get the password in a file, so that it stands in no environment that `docker inspect` shows.
function withPassword(url: string | undefined, file: string | undefined): string | undefined {
  if (!url || !file) return url;
  const full = new URL(url);
  try {
    full.password = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new CannotStart(
      `DATABASE_PASSWORD_FILE: ${file} cannot be read (${(error as NodeJS.ErrnoException).code}). Nothing was changed.`,
    );
  }
  return full.href;
}

/** The environment of the web and worker processes. Next knows the host as HOSTNAME, Auth.js the address as AUTH_URL. */
export function childEnv(settings: Settings, url: string, database: string, secret: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: database,
    TANDEM_SECRET: secret,
    TANDEM_DATA: settings.TANDEM_DATA,
    TANDEM_URL: url,
    AUTH_URL: url,
    HOST: settings.HOST,
    HOSTNAME: settings.HOST,
    PORT: String(settings.PORT),
    SMTP_PORT: String(settings.SMTP_PORT),
  };
}

/** Where a browser on this machine finds Tandem, if nothing else is said. */
export function publicUrl(settings: Settings): string {
  return process.env.TANDEM_URL || `http://${reachable(settings.HOST, 'localhost')}:${settings.PORT}`;
}

/** A listening address such as 0.0.0.0 is not one to connect to. */
export function reachable(host: string, local = '127.0.0.1'): string {
  if (host === '0.0.0.0' || host === '::' || host === '127.0.0.1' || host === 'localhost') return local;
  return host.includes(':') ? `[${host}]` : host;
}
