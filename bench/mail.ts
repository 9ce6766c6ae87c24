// How many mails a second go from the SMTP door to a stored conversation, over several real connections, with the AI at work behind them.
import { setTimeout as sleep } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import type { Figure } from './figures.ts';
import { type Installation, SUPPORT } from './installation.ts';
import { jobsDone } from './memory.ts';

const MAILS = 2_000;
const CONNECTIONS = 10;
const AIM = 100;

export async function measureMail({ smtpPort, sql }: Installation): Promise<Figure[]> {
  await jobsDone(sql);
  const transport = createTransport({
    host: '127.0.0.1',
    port: smtpPort,
    ignoreTLS: true,
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: Number.POSITIVE_INFINITY,
  });
  const run = `bench-${Date.now()}`;
  const began = performance.now();
  await Promise.all(Array.from({ length: MAILS }, (_, n) => transport.sendMail(mail(run, n))));
  const accepted = (performance.now() - began) / 1000;
  for (const end = Date.now() + 300_000; (await stored(sql, run)) < MAILS; await sleep(50))
    if (Date.now() > end)
      throw new Error(`Only ${await stored(sql, run)} of ${MAILS} mails were stored after 5 minutes.`);
  const all = (performance.now() - began) / 1000;
  transport.close();
  await jobsDone(sql, 60).catch(() => {});
  const thought = (await runs(sql, run)) / ((performance.now() - began) / 1000);
  return [
    { name: `mails accepted, ${CONNECTIONS} connections`, value: MAILS / accepted, unit: '/s' },
    { name: 'mails accepted → stored in a conversation', value: MAILS / all, unit: '/s', atLeast: AIM },
    { name: 'mails read by the AI at the same time', value: thought, unit: '/s' },
  ];
}

async function stored(sql: Installation['sql'], run: string): Promise<number> {
  const [row] = await sql<
    { n: number }[]
  >`select count(*)::int as n from raw_messages r join messages m on m.id = r.message_id
    where r.dedupe_key like ${`${run}-%`} and r.status = 'processed'`;
  return row?.n ?? 0;
}

async function runs(sql: Installation['sql'], run: string): Promise<number> {
  const [row] = await sql<
    { n: number }[]
  >`select count(*)::int as n from ai_runs a join messages m on m.id = a.message_id
    where m.mail_id like ${`${run}-%`}`;
  return row?.n ?? 0;
}

/** What customers send: plain text and the same as HTML, about 2 kB. Every sender is somebody else, so no loop guard steps in. */
function mail(run: string, n: number) {
  const text = [
    'Hello,',
    `my parcel ${10_000 + n} was handed over on Monday and the tracking page still shows nothing. How long does the first scan take?`,
    'I have attached nothing, because there is nothing to see. The customer asks every day and I would like to tell them something.',
    'Thank you and best wishes',
    `Customer ${n}`,
  ];
  return {
    from: { name: `Customer ${n}`, address: `someone@${run}-${n}.example` },
    to: SUPPORT,
    subject: `Where is parcel ${10_000 + n}?`,
    messageId: `<${run}-${n}@mail.example>`,
    text: text.join('\n\n'),
    html: text.map((part) => `<p style="margin:0 0 12px;font-family:Arial,sans-serif">${part}</p>`).join('\n'),
  };
}
