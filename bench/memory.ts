// What web, worker and database hold in memory when nothing happens. Proportional set size: memory that processes share
// (PostgreSQL's buffers, the program itself) is counted once, split among those that share it.
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from './figures.ts';
import type { Installation } from './installation.ts';

const AIM_MB = 450;
const IDLE_MS = 15_000;
const PAGES = ['/inbox/open', '/review', '/autopilot', '/help-center', '/settings', '/help'];

/** After the demo's own mails are answered and each kind of page was opened. */
export async function measureMemory({ url, cookie, sql, pids }: Installation): Promise<Figure[]> {
  for (const path of PAGES) await (await fetch(`${url}${path}`, { headers: { cookie } })).text();
  await jobsDone(sql);
  await sleep(IDLE_MS);
  const parts = { web: [pids.web], worker: [pids.worker], database: withChildren(pids.database) };
  const figures = Object.entries(parts).map(([name, of]) => ({
    name: `memory, idle: ${name}`,
    value: of.reduce((sum, pid) => sum + proportionalMb(pid), 0),
    unit: 'MB',
  }));
  const total = figures.reduce((sum, { value }) => sum + value, 0);
  return [...figures, { name: 'memory, idle: all three', value: total, unit: 'MB', atMost: AIM_MB }];
}

/** Waits until no job is due. Throws after two minutes. */
export async function jobsDone(sql: Installation['sql'], seconds = 120): Promise<void> {
  for (const end = Date.now() + seconds * 1000; ; await sleep(100)) {
    const [row] = await sql<
      { n: number }[]
    >`select count(*)::int as n from pgboss.job where state in ('created', 'active', 'retry')
      and name in ('mail.received', 'message.received')`;
    if (row?.n === 0) return;
    if (Date.now() > end) throw new Error(`${row?.n} jobs are still not done after ${seconds} s.`);
  }
}

function proportionalMb(pid: number): number {
  const kb = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
  return Number(kb) / 1024;
}

function withChildren(pid: number): number[] {
  const children = readdirSync('/proc').filter((entry) => {
    try {
      return (
        /^\d+$/.test(entry) && new RegExp(`^PPid:\\t${pid}$`, 'm').test(readFileSync(`/proc/${entry}/status`, 'utf8'))
      );
    } catch {
      return false;
    }
  });
  return [pid, ...children.map(Number)];
}
