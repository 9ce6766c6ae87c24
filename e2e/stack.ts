// A whole Tandem for the browser tests: its own database, the built web app, a real worker, and mail servers on loopback.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { migrateDatabase } from '../db/migrate.ts';
import { Clamd } from './peers/clamd.ts';
import { ModelServer } from './peers/model-server.ts';
import { SmtpPeer } from './peers/smtp-peer.ts';

const ROOT = join(import.meta.dirname, '..');
// What the web server and the worker say: read it when a test fails.
const LOGS = join(ROOT, 'test-results/logs');
const NODE = join(ROOT, 'node_modules/.bin/node');

export class Stack {
  readonly smtpPeer = new SmtpPeer();
  readonly model = new ModelServer();
  readonly clamd = new Clamd();
  url = '';
  /** The same server under the name on which it hands out files. */
  filesUrl = '';
  smtpPort = 0;
  sql!: postgres.Sql;
  #data = mkdtempSync(join(tmpdir(), 'tandem-e2e-'));
  #database = `tandem_e2e_${randomBytes(5).toString('hex')}`;
  #env: Record<string, string> = {};
  #web: ChildProcess | undefined;
  #worker: ChildProcess | undefined;

  async start(): Promise<void> {
    const server = process.env.TEST_DATABASE_URL;
    if (!server) throw new Error('TEST_DATABASE_URL is not set: run the browser tests through `npm test`.');
    await admin(server, (sql) => sql.unsafe(`create database ${this.#database}`));
    const databaseUrl = Object.assign(new URL(server), { pathname: `/${this.#database}` }).href;
    await migrateDatabase(databaseUrl);
    this.sql = postgres(databaseUrl, { max: 2, onnotice: () => {} });
    await Promise.all([this.smtpPeer.start(), this.model.start(), this.clamd.start()]);
    const port = await freePort();
    this.smtpPort = await freePort();
    this.url = `http://localhost:${port}`;
    this.filesUrl = `http://127.0.0.1:${port}`;
    this.#env = {
      ...(process.env as Record<string, string>),
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      TANDEM_SECRET: randomBytes(24).toString('hex'),
      TANDEM_DATA: this.#data,
      TANDEM_URL: this.url,
      TANDEM_FILES_URL: this.filesUrl,
      CLAMD_SOCKET: this.clamd.socket,
      AUTH_URL: this.url,
      AUTH_TRUST_HOST: 'true',
      HOSTNAME: '127.0.0.1',
      PORT: String(port),
      SMTP_PORT: String(this.smtpPort),
      LOG_LEVEL: 'info',
      NEXT_TELEMETRY_DISABLED: '1',
    };
    this.#web = this.#spawn('web', ['--import', join(ROOT, 'scripts/start/files-host.mjs'), standaloneServer()]);
    await this.startWorker();
    await until('the web server answers', async () => (await fetch(`${this.url}/api/health`)).ok);
  }

  async startWorker(): Promise<void> {
    this.#worker = this.#spawn('worker', ['--conditions=react-server', join(ROOT, 'lib/worker/main.ts')]);
    await until('the SMTP listener answers', () => canConnect(this.smtpPort));
  }

  /** SIGKILL, as a power cut would. */
  async killWorker(): Promise<void> {
    await kill(this.#worker);
    this.#worker = undefined;
  }

  async stop(): Promise<void> {
    await Promise.all([kill(this.#worker), kill(this.#web)]);
    await this.sql?.end();
    await Promise.all([this.smtpPeer.stop(), this.model.stop(), this.clamd.destroy()]);
    const server = process.env.TEST_DATABASE_URL;
    if (server) await admin(server, (sql) => sql.unsafe(`drop database if exists ${this.#database} with (force)`));
    rmSync(this.#data, { recursive: true, force: true });
  }

  #spawn(name: string, args: string[]): ChildProcess {
    mkdirSync(LOGS, { recursive: true });
    const log = createWriteStream(join(LOGS, `${name}.log`), { flags: 'a' });
    const child = spawn(NODE, args, {
      env: this.#env as NodeJS.ProcessEnv,
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout?.pipe(log);
    child.stderr?.pipe(log);
    return child;
  }
}

/** Polls until `check` is true; fails with what it waited for. */
export async function until(what: string, check: () => Promise<boolean>, seconds = 30): Promise<void> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    if (await check().catch(() => false)) return;
    if (Date.now() > end) throw new Error(`Waited ${seconds} s in vain: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function standaloneServer(): string {
  const standalone = join(ROOT, '.next/standalone');
  if (!existsSync(join(standalone, 'server.js'))) throw new Error('There is no build: run `npm run build` first.');
  cpSync(join(ROOT, '.next/static'), join(standalone, '.next/static'), { recursive: true });
  if (existsSync(join(ROOT, 'public'))) cpSync(join(ROOT, 'public'), join(standalone, 'public'), { recursive: true });
  return join(standalone, 'server.js');
}

async function admin(server: string, run: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(server, { max: 1, onnotice: () => {} });
  try {
    await run(sql);
  } finally {
    await sql.end();
  }
}

async function kill(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGKILL');
  await gone;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

function canConnect(port: number): Promise<boolean> {
  return import('node:net').then(
    ({ connect }) =>
      new Promise((resolve) => {
        const socket = connect(port, '127.0.0.1');
        socket.once('data', () => {
          socket.destroy();
          resolve(true);
        });
        socket.once('error', () => resolve(false));
        socket.setTimeout(1000, () => {
          socket.destroy();
          resolve(false);
        });
      }),
  );
}
