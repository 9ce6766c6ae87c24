// How long the server takes for the inbox and for a conversation: whole responses over kept connections, as a signed-in agent.
import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { type Figure, percentile } from './figures.ts';
import type { Installation } from './installation.ts';

// Until V8 has compiled what pages need: a server is young only once.
const WARM_UP = 400;
const AIM_MS = 15;

export async function measurePages({ url, cookie, sql, pids }: Installation): Promise<Figure[]> {
  const rows = await sql<
    { id: string }[]
  >`select id from conversations where status = 'open' and not demo order by last_activity_at desc limit 200`;
  const pages = [
    { name: 'inbox page', paths: ['/inbox/open'], expects: '<nav' },
    { name: 'conversation page', paths: rows.map(({ id }) => `/inbox/open/${id}`), expects: 'Hello, this is message' },
  ];
  const figures: Figure[] = [];
  for (const { name, paths, expects } of pages) {
    await load(url, cookie, paths, { connections: 4, requests: WARM_UP, expects });
    for (const [connections, requests] of [
      [1, 200],
      [10, 600],
    ] as const) {
      const before = cpuMs(pids.web);
      const times = await load(url, cookie, paths, { connections, requests, expects });
      const cpu = (cpuMs(pids.web) - before) / requests;
      const aim = connections === 1 ? { atMost: AIM_MS } : {};
      const at = `${connections} connection${connections > 1 ? 's' : ''}`;
      figures.push({ name: `${name}, ${at}, p50`, value: percentile(times, 0.5), unit: 'ms', ...aim });
      figures.push({ name: `${name}, ${at}, p95`, value: percentile(times, 0.95), unit: 'ms' });
      // Says what other work on the machine cannot blur.
      if (connections === 1) figures.push({ name: `${name}, CPU of the web process`, value: cpu, unit: 'ms' });
    }
  }
  return figures;
}

/** User and system time of a process. Linux counts in ticks of 10 ms. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Each connection asks again as soon as it was answered. Returns milliseconds per request; anything but a good page throws. */
async function load(
  url: string,
  cookie: string,
  paths: string[],
  { connections, requests, expects }: { connections: number; requests: number; expects: string },
): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let next = 0;
  const one = async () => {
    while (next < requests) {
      const path = paths[next++ % paths.length] ?? '/';
      const began = performance.now();
      const { status, body } = await fetchPage(`${url}${path}`, cookie, agent);
      times.push(performance.now() - began);
      if (status !== 200 || !body.includes(expects))
        throw new Error(`${path} was answered with ${status}: ${body.slice(0, 200)}`);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  agent.destroy();
  return times;
}

function fetchPage(url: string, cookie: string, agent: Agent): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { cookie, accept: 'text/html' } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() }));
      response.on('error', reject);
    }).on('error', reject);
  });
}
