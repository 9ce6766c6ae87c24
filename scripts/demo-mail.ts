// `npm run demo:mail`: the next made-up customer writes to the running Tandem, over real SMTP. -- <name> for one of them, --all, --list.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createTransport } from 'nodemailer';
import { CannotStart } from '#lib/platform/errors.ts';
import { demoFile } from './demo-mail/files.ts';
import { type DemoMail, filled, newSender, readMails } from './demo-mail/mails.ts';
import { newestAnswer } from './demo-mail/newest-answer.ts';
import { say } from './start/console.ts';
import { makeDataFolder } from './start/data-folder.ts';
import { publicUrl, reachable, readSettings } from './start/settings.ts';

const SUPPORT = 'support@parcelbird.example';

try {
  await main();
} catch (error) {
  console.error(error instanceof CannotStart ? error.message : error);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values, positionals } = readArguments();
  const mails = readMails();
  if (values.list) return mails.forEach(({ key, about }) => void say(`  ${key.padEnd(15)} ${about}`));
  const settings = readSettings();
  if (!settings.SMTP_PORT)
    throw new CannotStart('SMTP_PORT is 0, so nothing listens for mail. Set it and start Tandem again.');
  const host = reachable(settings.SMTP_HOST);
  const transport = createTransport({
    host,
    port: settings.SMTP_PORT,
    secure: false,
    ignoreTLS: true,
    connectionTimeout: 5_000,
    greetingTimeout: 10_000,
  });
  await transport.verify().catch(() => {
    throw new CannotStart(
      `Nothing takes mail at ${host}:${settings.SMTP_PORT}. Start Tandem with \`npm start\` first; if it listens elsewhere, name the port: SMTP_PORT=… npm run demo:mail.`,
    );
  });
  const position = openPosition(settings.TANDEM_DATA);
  const chosen = values.all ? mails : [named(mails, positionals[0]) ?? position.next(mails)];
  for (const mail of chosen) say(await send(transport, mail, values.to));
  if (!values.all && !positionals[0]) position.save(mails, chosen[0]);
  say(
    `\nLook at ${publicUrl(settings)}/review and ${publicUrl(settings)}/inbox. What goes out is at ${publicUrl(settings)}/mail.`,
  );
}

type Transport = ReturnType<typeof createTransport>;

/** Returns what was sent, in a line. */
async function send(transport: Transport, mail: DemoMail, to: string): Promise<string> {
  const answered = mail.thread ? await newestAnswer() : null;
  const known = answered?.customer ?? mail.from;
  const sender = known ? { ...known, first: known.name.split(' ')[0] ?? '' } : newSender(mail.language);
  const subject = answered?.subject ?? filled(mail.subject, sender);
  const { name, address } = sender;
  try {
    await transport.sendMail({
      from: { name, address },
      to: answered?.replyTo ?? to,
      subject,
      text: filled(mail.text, sender),
      ...(mail.html ? { html: filled(mail.html, sender) } : {}),
      ...(mail.headers ? { headers: mail.headers } : {}),
      ...(mail.file ? { attachments: [demoFile(mail.file)] } : {}),
      ...(answered ? { inReplyTo: answered.messageId, references: answered.references } : {}),
    });
  } catch (error) {
    const { responseCode, response } = error as { responseCode?: number; response?: string };
    if (responseCode === 550)
      throw new CannotStart(
        `This Tandem has no mailbox ${to}, so the mail was refused. The demo workspace brings that mailbox along; for another one: npm run demo:mail -- --to you@your.example.`,
      );
    throw new CannotStart(`The mail was not taken: ${response ?? (error as Error).message}`);
  }
  const thread = mail.thread && !answered ? ' (nothing has gone out yet that it could answer)' : '';
  return `${name} <${address}> wrote: ${subject || '(no subject)'} – ${mail.about}${thread}`;
}

function named(mails: DemoMail[], key: string | undefined): DemoMail | undefined {
  if (!key) return undefined;
  const mail = mails.find((one) => one.key === key);
  if (!mail) throw new CannotStart(`There is no demo mail "${key}". npm run demo:mail -- --list names them.`);
  return mail;
}

/** Which mail comes next, kept in the data folder; after the last one it begins again. */
function openPosition(folder: string) {
  makeDataFolder(folder);
  const file = join(folder, 'demo-mail');
  return {
    next(mails: DemoMail[]): DemoMail {
      let last = '';
      try {
        last = readFileSync(file, 'utf8').trim();
      } catch {
        // The first time.
      }
      const index = mails.findIndex(({ key }) => key === last) + 1;
      return mails[index % mails.length] as DemoMail;
    },
    save: (mails: DemoMail[], sent: DemoMail | undefined) => writeFileSync(file, `${(sent ?? mails[0])?.key}\n`),
  };
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        all: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
        to: { type: 'string', default: SUPPORT },
      },
    });
  } catch (error) {
    throw new CannotStart(`${(error as Error).message}\nnpm run demo:mail -- [name] [--all] [--list] [--to address]`);
  }
}
