// Two machines that answer every mail write to the helpdesk, 1,000 mails in all, while Autopilot is on: how many mails leave?
//   node --conditions=react-server bench/loop-storm.ts [--mails 1000]
// One says in its headers that it is a machine (RFC 3834), the other does not. Each answers what reaches it, and writes again by itself besides.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import nodemailer from 'nodemailer';
import postgres from 'postgres';
import { freePort } from '#db/embedded/server.ts';
import { startEmbedded } from '#db/embedded.ts';
import { type DeliveredMail, SmtpPeer } from '../e2e/peers/smtp-peer.ts';
import { say } from '../scripts/start/console.ts';
import { root } from '../scripts/start/settings.ts';
import { workerArgs } from '../scripts/start/worker-args.ts';
import { setUpForMail } from './chaos/set-up.ts';

const { values } = parseArgs({ options: { mails: { type: 'string', default: '1000' } } });
const most = Number(values.mails);
const REST_MS = 15_000;
const robots = [
  { address: 'polite@robot.example', headers: { 'Auto-Submitted': 'auto-replied' } },
  { address: 'silent@robot.example', headers: {} },
];

const folder = mkdtempSync(join(tmpdir(), 'tandem-storm-'));
const database = await startEmbedded(folder, { durable: false });
const peer = new SmtpPeer();
await peer.start();
const smtpPort = await freePort();
const env = {
  ...process.env,
  NODE_ENV: 'production' as const,
  DATABASE_URL: database.url,
  TANDEM_SECRET: 'storm-secret-storm-secret-storm-secret-0',
  TANDEM_DATA: folder,
  TANDEM_URL: 'http://127.0.0.1:1',
  SMTP_PORT: String(smtpPort),
  LOG_LEVEL: 'silent',
};
Object.assign(process.env, env);
await setUpForMail(database.url, peer.port);
const worker = spawn(process.execPath, workerArgs, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
await new Promise((resolve) => worker.once('message', resolve));
const sql = postgres(database.url, { max: 1 });
const door = nodemailer.createTransport({
  host: '127.0.0.1',
  port: smtpPort,
  ignoreTLS: true,
  pool: true,
  maxConnections: 5,
});
let written = 0;
let answered = 0;

try {
  await storm();
  const [row] = await sql`
    select count(*)::int as messages, count(distinct conversation_id)::int as conversations from messages where kind = 'inbound' and "from"->>'address' like '%@robot.example'`;
  say(`mails that the two machines sent               ${written}`);
  say(`  stored as messages                           ${row?.messages}, in ${row?.conversations} conversations`);
  for (const { address } of robots) say(`mails that left for ${address.padEnd(27)}${peer.to(address).length}`);
  say(`  which the machines answered                  ${answered}`);
} finally {
  door.close();
  worker.kill('SIGKILL');
  await sql.end({ timeout: 5 });
  await database.stop();
  await peer.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Until all were written and, for a while after that, nothing has left. */
async function storm(): Promise<void> {
  let seen = 0;
  for (let quietSince = Date.now(); written < most || Date.now() - quietSince < REST_MS; ) {
    const arrived = peer.delivered.slice(seen);
    seen += arrived.length;
    const answers = arrived.flatMap((mail) =>
      robots.filter(({ address }) => mail.to.includes(address)).map((robot) => ({ robot, mail })),
    );
    for (const { robot, mail } of answers) {
      answered++;
      await write(robot, mail);
    }
    if (written < most) await Promise.all(robots.map((robot) => write(robot)));
    else await new Promise((resolve) => setTimeout(resolve, 200));
    if (written < most || arrived.length > 0) quietSince = Date.now();
  }
}

async function write({ address, headers }: (typeof robots)[number], answerTo?: DeliveredMail): Promise<void> {
  written++;
  await door.sendMail({
    from: { name: 'Robot', address },
    to: answerTo?.mail.replyTo?.[0]?.address ?? answerTo?.mail.from?.address ?? 'support@parcelbird.example',
    subject: answerTo ? `Re: ${answerTo.mail.subject}` : 'Voiding a label',
    text: `Thank you for writing to us, your request #${written} was received. How long do I have to void an unused label?`,
    headers,
    ...(answerTo?.mail.messageId ? { inReplyTo: answerTo.mail.messageId, references: answerTo.mail.messageId } : {}),
  });
}
