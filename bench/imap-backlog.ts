// A mailbox with ten thousand mails is connected: how fast they come in by IMAP, what the worker holds meanwhile, and whether the inbox can be used.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { encrypt } from '#lib/platform/crypto.ts';
import { Dovecot } from '../e2e/peers/dovecot.ts';
import { say } from '../scripts/start/console.ts';
import { requireServers } from '../scripts/test/servers.ts';
import { type Figure, percentile } from './figures.ts';
import type { Installation } from './installation.ts';
import { jobsDone } from './memory.ts';

const MAILS = Number(process.env.BENCH_MAILS ?? 10_000);
const ADDRESS = 'backlog@parcelbird.example';

export async function measureImapBacklog({ url, cookie, sql, pids }: Installation): Promise<Figure[]> {
  requireServers(say);
  await jobsDone(sql);
  const dovecot = new Dovecot();
  try {
    await dovecot.start();
    for (let n = 0; n < MAILS; n++) dovecot.deliver('backlog', mail(n));
    const before = residentMb(pids.worker);
    const imap = {
      host: '127.0.0.1',
      port: dovecot.port,
      secure: false,
      user: 'backlog',
      folder: 'INBOX',
      since: '2020-01-01',
      afterwards: 'leave',
    };
    const sealed = encrypt(dovecot.password, 'imap-password');
    const began = performance.now();
    await sql`insert into mailboxes (name, address, imap, imap_password_encrypted)
      values ('Backlog', ${ADDRESS}, ${sql.json(imap)}, ${sealed})`;
    const held: number[] = [];
    const pages: number[] = [];
    let fetched = 0;
    for (const end = Date.now() + 1_800_000; ; await sleep(250)) {
      const { stored, done } = await progress(sql);
      held.push(residentMb(pids.worker));
      if (stored === MAILS && !fetched) fetched = (performance.now() - began) / 1000;
      if (done === MAILS) break;
      if (Date.now() > end) throw new Error(`Only ${done} of ${MAILS} mails became messages in half an hour.`);
      const asked = performance.now();
      await (await fetch(`${url}/inbox/open`, { headers: { cookie } })).text();
      pages.push(performance.now() - asked);
    }
    const all = (performance.now() - began) / 1000;
    const tenth = Math.max(1, Math.floor(held.length / 10));
    const of = `IMAP backlog of ${MAILS.toLocaleString('en')} mails`;
    return [
      { name: `${of}: fetched and stored`, value: MAILS / fetched, unit: '/s' },
      { name: `${of}: in conversations`, value: MAILS / all, unit: '/s' },
      { name: 'worker before it, resident', value: before, unit: 'MB' },
      {
        name: 'worker in the second tenth of it, p50',
        value: percentile(held.slice(tenth, 2 * tenth), 0.5),
        unit: 'MB',
      },
      { name: 'worker in the last tenth of it, p50', value: percentile(held.slice(-tenth), 0.5), unit: 'MB' },
      { name: 'inbox page meanwhile, p50', value: percentile(pages, 0.5), unit: 'ms' },
      { name: 'inbox page meanwhile, p95', value: percentile(pages, 0.95), unit: 'ms' },
    ];
  } finally {
    await sql`delete from mailboxes where address = ${ADDRESS}`;
    await dovecot.destroy();
  }
}

async function progress(sql: Installation['sql']): Promise<{ stored: number; done: number }> {
  const [row] = await sql<{ stored: number; done: number }[]>`
    select count(*)::int as stored, count(*) filter (where status = 'processed')::int as done from raw_messages where door = 'imap'`;
  return row ?? { stored: 0, done: 0 };
}

function residentMb(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

/** Every sender is somebody else, so no loop guard steps in. */
function mail(n: number): string {
  return [
    `Return-Path: <someone@backlog-${n}.example>`,
    `From: Customer ${n} <someone@backlog-${n}.example>`,
    `To: ${ADDRESS}`,
    `Subject: Where is parcel ${10_000 + n}?`,
    `Message-ID: <backlog-${n}@mail.example>`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    `Hello, my parcel ${10_000 + n} was handed over on Monday and the tracking page still shows nothing.`,
    'How long does the first scan take? The customer asks every day and I would like to tell them something. '.repeat(
      15,
    ),
    'Thank you and best wishes',
    `Customer ${n}`,
  ].join('\r\n');
}
