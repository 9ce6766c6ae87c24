// `npm run pictures`: the pictures of the README, taken from a demo workspace that is made for them and thrown away.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium, type Page } from '@playwright/test';
import { freePort } from '#db/embedded/server.ts';
import { say } from './start/console.ts';
import { root } from './start/settings.ts';
import { requireBrowser } from './test/browser.ts';

const FOLDER = join(root, 'docs', 'pictures');
const SIZE = { width: 1440, height: 900 };
const LONGEST_START_MS = 600_000;
const LONGEST_WAIT_MS = 120_000;
/** The queue counts as filled when it has not grown for this long. */
const QUIET_MS = 4_000;

/** Who stands on the picture of Review: a question with a source, neither the surest nor the most doubtful. */
const SHOWN = 'Ben Carver';

type Picture = { name: string; open: (page: Page) => Promise<unknown> };
const pictures: Picture[] = [
  {
    name: 'review',
    async open(page) {
      await page.goto('/review');
      await page.getByRole('link', { name: SHOWN }).click();
      await page.getByRole('heading', { name: 'Proposed reply' }).waitFor();
    },
  },
  {
    name: 'inbox',
    async open(page) {
      await page.goto('/inbox/open');
      await page.getByRole('link', { name: 'Priya Nair' }).first().click();
      await page.getByRole('form').waitFor();
    },
  },
  { name: 'autopilot', open: (page) => page.goto('/autopilot') },
  { name: 'portal', open: (page) => page.goto('/help') },
];

const data = mkdtempSync(join(tmpdir(), 'tandem-pictures-'));
const port = await freePort('127.0.0.1');
const url = `http://localhost:${port}`;
// Never the database of the person who runs this.
const { DATABASE_URL: _, ...environment } = process.env;
const tandem = spawn(process.execPath, [join(root, 'scripts', 'start.ts')], {
  cwd: root,
  env: {
    ...environment,
    TANDEM_DATA: data,
    TANDEM_URL: url,
    HOST: '127.0.0.1',
    PORT: String(port),
    SMTP_PORT: '0',
  },
  stdio: ['ignore', 'inherit', 'inherit'],
});
const browser = await chromium.launch({
  executablePath: requireBrowser(say),
  args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
try {
  await answering(tandem);
  const state = await setUp(browser);
  mkdirSync(FOLDER, { recursive: true });
  for (const theme of ['light', 'dark'] as const) await takeAll(browser, state, theme);
} finally {
  await browser.close();
  await stopped(tandem);
  rmSync(data, { recursive: true, force: true });
}

type State = Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['storageState']>>;

async function setUp(browser: Browser): Promise<State> {
  const context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  await page.goto('/setup');
  await page.getByLabel('Your name').fill('Mara Ruiz');
  await page.getByLabel('E-mail').fill('mara@parcelbird.example');
  await page.getByLabel('Password').fill('only for the pictures');
  await page.getByLabel('Workspace name').fill('Parcelbird');
  await page.getByRole('button', { name: 'Create workspace' }).click();
  await page.waitForURL(/review/, { timeout: 60_000 });
  await filled(page);
  const state = await context.storageState();
  await context.close();
  return state;
}

/** The worker has looked at everything that the demo left open. */
async function filled(page: Page): Promise<void> {
  let waiting = 0;
  let since = Date.now();
  for (const end = Date.now() + LONGEST_WAIT_MS; Date.now() < end; await sleep(500)) {
    const total = await page.evaluate(async () => {
      const answer = await fetch('/api/app/reviews?order=oldest');
      return answer.ok ? ((await answer.json()) as { total: number }).total : 0;
    });
    if (total !== waiting) since = Date.now();
    waiting = total;
    if (waiting > 0 && Date.now() - since > QUIET_MS) return say(`${waiting} proposals wait in Review.`);
  }
  throw new Error('No proposal came: does the worker run?');
}

async function takeAll(browser: Browser, state: State, theme: 'light' | 'dark'): Promise<void> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: SIZE,
    colorScheme: theme,
    reducedMotion: 'reduce',
    storageState: state,
  });
  await context.addCookies([{ name: 'theme', value: theme, url }]);
  const page = await context.newPage();
  for (const { name, open } of pictures) {
    await open(page);
    await page.evaluate(() => document.fonts.ready);
    await page.mouse.move(0, 0);
    // Times, counts and avatars are painted once the page is alive.
    await sleep(1_200);
    const file = join(FOLDER, `${name}-${theme}.png`);
    writeFileSync(file, await page.screenshot({ animations: 'disabled', caret: 'hide' }));
    say(`docs/pictures/${name}-${theme}.png  ${Math.round(statSync(file).size / 1000)} kB`);
  }
  await context.close();
}

async function answering(child: ChildProcess): Promise<void> {
  for (const end = Date.now() + LONGEST_START_MS; Date.now() < end; await sleep(250)) {
    if (child.exitCode !== null) throw new Error('Tandem did not start; it says why above.');
    if (
      await fetch(`${url}/api/health`).then(
        (response) => response.ok,
        () => false,
      )
    )
      return;
  }
  throw new Error(`Tandem does not answer at ${url}.`);
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  await gone;
}
