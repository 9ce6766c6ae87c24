// Kills the database, the worker, both mail servers (the customers', and the one that keeps our mailbox) and the network at random moments
// while mail comes in by SMTP and IMAP and replies leave, then counts.
//   node --conditions=react-server bench/chaos.ts [--rounds 200] [--mails 4] [--seed 1] [--pace 1]
// --pace 5 takes five times as long between the faults: for a busy machine, where a worker needs seconds to be back.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { freePort } from '#db/embedded/server.ts';
import { type Embedded, startEmbedded } from '#db/embedded.ts';
import { Dovecot } from '../e2e/peers/dovecot.ts';
import { SmtpPeer } from '../e2e/peers/smtp-peer.ts';
import { say } from '../scripts/start/console.ts';
import { root } from '../scripts/start/settings.ts';
import { workerArgs } from '../scripts/start/worker-args.ts';
import { requireServers } from '../scripts/test/servers.ts';
import { customer, letter, mailId, offer } from './chaos/customers.ts';
import { Cuttable } from './chaos/cuttable.ts';
import { setUpForMail } from './chaos/set-up.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    mails: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    pace: { type: 'string', default: '1' },
  },
});
const [rounds, mails, pace] = [Number(values.rounds), Number(values.mails), Number(values.pace)];
// Each Dovecot that is started stays on the list of what ends with this process.
process.setMaxListeners(rounds + 20);
const dice = mulberry32(Number(values.seed));
// Jobs that failed while the database was away come again after up to eight minutes (pg-boss' backoff).
const LONGEST_SETTLING_MS = 15 * 60_000;

requireServers(say);
const folder = mkdtempSync(join(tmpdir(), 'tandem-chaos-'));
const peer = new SmtpPeer();
await peer.start();
const dovecot = new Dovecot();
await dovecot.start();
const smtpPort = await freePort();
const ways = {
  in: new Cuttable(() => smtpPort),
  fetch: new Cuttable(() => dovecot.port),
  out: new Cuttable(() => peer.port),
};
for (const way of Object.values(ways)) await way.start();
let database: Embedded = await startEmbedded(folder);
const databasePort = Number(new URL(database.url).port);
const env = {
  ...process.env,
  NODE_ENV: 'production' as const,
  DATABASE_URL: database.url,
  TANDEM_SECRET: 'chaos-secret-chaos-secret-chaos-secret-0',
  TANDEM_DATA: folder,
  TANDEM_URL: 'http://127.0.0.1:1',
  SMTP_PORT: String(smtpPort),
  LOG_LEVEL: 'silent',
};
Object.assign(process.env, env);
const USER = 'support';
await setUpForMail(database.url, ways.out.port, { port: ways.fetch.port, user: USER, password: dovecot.password });
let stopping = false;
let worker = startWorker();
const sql = postgres(database.url, { max: 2, onnotice: () => {}, connect_timeout: 5 });

const faults = { worker: 0, database: 0, 'mail server': 0, 'mailbox server': 0, network: 0 };
const offered: Promise<boolean>[] = [];
/** By which door each mail comes; some come by both, as where a mailbox forwards to us and is fetched as well. */
type Door = 'smtp' | 'imap' | 'both';
const doors: Door[] = [];
const began = performance.now();
try {
  await rage();
  const accepted = (await Promise.all(offered)).flatMap((ok, n) => (ok ? [n] : []));
  const settled = await settle();
  await report(accepted, settled);
} finally {
  stopping = true;
  worker.kill('SIGKILL');
  await sql.end({ timeout: 5 });
  await database.stop();
  await peer.stop();
  await dovecot.destroy();
  for (const way of Object.values(ways)) way.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function rage(): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const first = offered.length;
    for (let n = first; n < first + mails; n++) {
      const dip = dice();
      const door: Door = dip < 0.5 ? 'smtp' : dip < 0.9 ? 'imap' : 'both';
      doors.push(door);
      offered.push(later(dice() * 400 * pace).then(() => bring(door, n)));
    }
    await later(dice() * 600 * pace);
    await fail();
    await later(dice() * 500 * pace);
    if ((round + 1) % 20 === 0)
      say(`${round + 1} of ${rounds} rounds, ${peer.delivered.length} replies at the customers`);
  }
}

/** @returns whether it was accepted: what stands in the mailbox is, whether its server runs or not. */
async function bring(door: Door, n: number): Promise<boolean> {
  if (door !== 'smtp') dovecot.deliver(USER, letter(n));
  return door === 'imap' || (await offer(ways.in.port, n)) || door === 'both';
}

/** As `npm start` and a container do: a worker that ended is started again. */
function startWorker(): ChildProcess {
  const child = spawn(process.execPath, workerArgs, { cwd: root, env, stdio: 'ignore' });
  child.once('exit', () => {
    if (!stopping) setTimeout(() => (worker = startWorker()), 300);
  });
  return child;
}

async function fail(): Promise<void> {
  const names = Object.keys(faults) as (keyof typeof faults)[];
  const name = names[Math.floor(dice() * names.length)] ?? 'worker';
  faults[name]++;
  if (name === 'worker') {
    worker.kill('SIGKILL');
    // As if the half minute of its lease were over, so that the next one reads the mailbox while there is something to break.
    await sql`update imap_readers set held_until = now() - interval '1 second'`.catch(() => {});
  } else if (name === 'network') for (const way of Object.values(ways)) way.cut();
  else if (name === 'mailbox server') {
    await dovecot.stop();
    await later(dice() * 500);
    await dovecot.start();
  } else if (name === 'mail server') {
    peer.mode = (['drop', 'hangup', 'greylist'] as const)[Math.floor(dice() * 3)] ?? 'drop';
    await later(300);
    peer.mode = 'accept';
  } else {
    process.kill(database.pid, 'SIGKILL');
    await database.exited;
    await later(dice() * 500);
    database = await startEmbedded(folder, { port: databasePort });
  }
}

/** Waits until nothing is on its way any more. Retries are due at once, so that nobody waits for their backoff. */
async function settle(): Promise<boolean> {
  const fetched = doors.flatMap((door, n) => (door === 'smtp' ? [] : [mailId(n)]));
  for (const end = performance.now() + LONGEST_SETTLING_MS; performance.now() < end; await later(1_000)) {
    await sql`update paused_lanes set until = now()`;
    await sql`update outbox set due_at = now() where status = 'retry' and due_at > now()`;
    const [row] = await sql`
      select (select count(*) from raw_messages where status = 'received')::int
        + (select count(*) from outbox where status in ('queued', 'sending', 'retry'))::int
        + (select count(*) from unnest(${fetched}::text[]) as fetched (mail) where not exists (select from raw_messages where dedupe_key = mail))::int
        + (select count(*) from pgboss.job where name in ('mail.received', 'message.received', 'outbox.ready') and state in ('created', 'active', 'retry'))::int as n`;
    if (row?.n === 0) return true;
  }
  return false;
}

async function report(accepted: number[], settled: boolean): Promise<void> {
  const ids = accepted.map(mailId);
  const stored = new Map(
    (
      await sql`select m.mail_id as id, count(*)::int as n, count(distinct m.conversation_id)::int as places from messages m where m.mail_id = any(${ids}) group by 1`
    ).map((row) => [row.id, row]),
  );
  const replies = await sql`
    select o.status, k.email from outbox o join conversations c on c.id = o.conversation_id join contacts k on k.id = c.contact_id
    where k.email like 'kim.%@customer.example'`;
  const arrived = new Map<string, number>();
  for (const { mail } of peer.delivered)
    arrived.set(mail.messageId ?? '', (arrived.get(mail.messageId ?? '') ?? 0) + 1);
  const toOne = new Map<string, number>();
  for (const { to } of peer.delivered) for (const address of to) toOne.set(address, (toOne.get(address) ?? 0) + 1);
  const of = (status: string) => replies.filter((row) => row.status === status);
  const rows: [string, number | string][] = [
    ['rounds', rounds],
    ...Object.entries(faults).map(([name, n]): [string, number] => [`killed: ${name}`, n]),
    ['seconds', Math.round((performance.now() - began) / 1000)],
    ['everything came to rest', settled ? 'yes' : 'NO'],
    ['mails offered', offered.length],
    ['mails accepted (250, or in the mailbox)', accepted.length],
    ...(['smtp', 'imap', 'both'] as const).flatMap((door): [string, number][] => {
      const those = accepted.filter((n) => doors[n] === door);
      const rows = those.flatMap((n) => stored.get(mailId(n)) ?? []);
      return [
        [`by ${door === 'both' ? 'both doors' : door.toUpperCase()}`, those.length],
        ['  in exactly one conversation, once', rows.filter((row) => row.n === 1 && row.places === 1).length],
        ['  lost', those.length - rows.length],
        ['  doubled', rows.filter((row) => row.n > 1).length],
      ];
    }),
    ['replies', replies.length],
    ['  sent, and at the customer exactly once', of('sent').filter(({ email }) => toOne.get(email) === 1).length],
    ['  sent, but not at the customer', of('sent').filter(({ email }) => !toOne.has(email)).length],
    ['  uncertain: a person is asked', of('uncertain').length],
    ...['queued', 'sending', 'retry', 'failed'].map((status): [string, number] => [`  ${status}`, of(status).length]),
    ['replies that reached a customer twice', [...arrived.values()].filter((n) => n > 1).length],
    ['customers with more than one reply', [...toOne.values()].filter((n) => n > 1).length],
    [
      'accepted, but nobody answered',
      accepted.filter((n) => !replies.some(({ email }) => email === customer(n))).length,
    ],
  ];
  for (const [name, value] of rows) say(`${name.padEnd(46)} ${value}`);
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** T. Ettinger's mulberry32: the same seed, the same moments (as far as the machine allows). */
function mulberry32(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
