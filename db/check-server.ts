// Is the given server one that Tandem can use? Says in one sentence why not, without the password.
import postgres from 'postgres';
import { CannotStart } from '#lib/platform/errors.ts';

const OLDEST = 15;

/** Throws CannotStart when the server cannot be reached or used. */
export async function checkServer(url: string): Promise<void> {
  const { host, pathname, username } = new URL(url);
  const where = `The database at ${host || 'the given address'}`;
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    const [row] = await sql`select current_setting('server_version_num')::int as version`;
    const version = Number(row?.version);
    if (version < OLDEST * 10_000)
      throw new CannotStart(
        `${where} is PostgreSQL ${Math.floor(version / 10_000)}; Tandem needs ${OLDEST} or newer. Nothing was changed.`,
      );
  } catch (error) {
    if (error instanceof CannotStart) throw error;
    const { code = '', message } = error as Error & { code?: string };
    throw new CannotStart(`${where} ${reason(code, message, pathname.slice(1), username)} Nothing was changed.`);
  } finally {
    await sql.end({ timeout: 1 }).catch(() => {});
  }
}

function reason(code: string, message: string, database: string, user: string): string {
  if (/^(ECONN|ENOTFOUND|EHOST|ENET|ETIMEDOUT|EAI_|CONNECT)/.test(code))
    return `does not answer (${code}); check DATABASE_URL and that the server runs.`;
  if (code.startsWith('28'))
    return `refuses the user ${user || '(none given)'}; check user and password in DATABASE_URL.`;
  if (code === '3D000') return `has no database named ${database}; create it, or correct DATABASE_URL.`;
  return `cannot be used: ${message}.`;
}
