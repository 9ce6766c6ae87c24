// `npm test`: everything that checks Tandem, step by step; every step runs, and the last line counts what really ran.
// `npm test -- types unit` runs only the named steps.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '#db/embedded.ts';
import { ensureBuild } from './start/build.ts';
import { say } from './start/console.ts';
import { root } from './start/settings.ts';
import { requireBrowser } from './test/browser.ts';
import { command } from './test/command.ts';
import { type Counts, playwrightCounts, vitestCounts } from './test/counts.ts';
import { requireServers } from './test/servers.ts';

/** `problem` is what a person should read when the step failed without a test having failed in view. */
type Result = Counts & { problem?: string };
type Outcome = { name: string; result: Result; seconds: number };

// The quiet ones wait for files more than they compute. The others show what they do, and count on a machine that is theirs.
const TOGETHER = ['types', 'lint', 'unused'];

const temporary = mkdtempSync(join(tmpdir(), 'tandem-npm-test-'));
let serverUrl = process.env.TEST_DATABASE_URL;
let stopServer = async (): Promise<void> => {};

const steps: Record<string, () => Promise<Result>> = {
  types: async () => {
    const typegen = await command('next', ['typegen'], { quiet: true });
    return typegen.ok ? check('tsc', '--noEmit') : { passed: 0, failed: 1, skipped: 0, problem: typegen.said };
  },
  lint: () => check('biome', 'check', '.'),
  unused: () => check('knip', '--no-progress'),
  unit: () => vitest('unit'),
  database: async () => {
    requireServers(say);
    return vitest('db');
  },
  browser: browserTests,
};

process.on('SIGINT', () => void cleanUp().finally(() => process.exit(130)));
process.on('SIGTERM', () => void cleanUp().finally(() => process.exit(143)));
process.exit(await main());

async function main(): Promise<number> {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !steps[name]);
  if (unknown.length) {
    say(`There is no step ${unknown.join(', ')}; there are ${Object.keys(steps).join(', ')}.`);
    return 2;
  }
  const chosen = Object.keys(steps).filter((name) => !asked.length || asked.includes(name));
  const together = chosen.filter((name) => TOGETHER.includes(name));
  if (together.length) say(`▸ ${together.join(', ')}`);
  const outcomes = await Promise.all(together.map(run));
  for (const name of chosen.filter((name) => !together.includes(name))) {
    say(`\n▸ ${name}`);
    outcomes.push(await run(name));
  }
  await cleanUp();
  return summary(outcomes);
}

async function run(name: string): Promise<Outcome> {
  const started = performance.now();
  const failure = (error: Error): Result => ({
    passed: 0,
    failed: 1,
    skipped: 0,
    problem: error.stack ?? error.message,
  });
  const result: Result = (await steps[name]?.().catch(failure)) ?? failure(new Error(`There is no step ${name}.`));
  if (result.problem) say(result.problem.trimEnd());
  return { name, result, seconds: (performance.now() - started) / 1000 };
}

function summary(results: Outcome[]): number {
  say('');
  for (const { name, result, seconds } of results)
    say(`${result.failed ? '✗' : '✓'} ${name.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s   ${countsOf(result)}`);
  const total = results.reduce<Counts>(
    (sum, { result }) => ({
      passed: sum.passed + result.passed,
      failed: sum.failed + result.failed,
      skipped: sum.skipped + result.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
  say(`\n${countsOf(total)}`);
  return total.failed ? 1 : 0;
}

function countsOf({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}

/** A check that has no tests counts as one. */
async function check(name: string, ...args: string[]): Promise<Result> {
  const { ok, said } = await command(name, args, { quiet: true });
  return ok ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0, problem: said };
}

async function vitest(project: string): Promise<Result> {
  const file = join(temporary, `${project}.json`);
  const env = project === 'db' ? { TEST_DATABASE_URL: await testServer() } : {};
  const reports = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { ok } = await command('vitest', ['run', '--project', project, ...reports], { env });
  return honest(ok, vitestCounts(file), 'vitest');
}

async function browserTests(): Promise<Result> {
  const files = readdirSync(join(root, 'e2e')).filter((name) => /\.(spec|test)\.ts$/.test(name));
  if (!files.length) return { passed: 0, failed: 1, skipped: 0, problem: 'There are no browser tests in e2e/.' };
  const browser = requireBrowser(say);
  requireServers(say);
  await ensureBuild(say);
  const file = join(temporary, 'browser.json');
  const env = { TEST_DATABASE_URL: await testServer(), TEST_BROWSER: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  const { ok } = await command('playwright', ['test', '--reporter=list,json'], { env });
  return honest(ok, playwrightCounts(file), 'playwright');
}

// A runner that ends badly after all its tests passed has still failed.
function honest(ok: boolean, counts: Counts, runner: string): Result {
  if (ok === !counts.failed) return counts;
  return {
    ...counts,
    failed: counts.failed || 1,
    problem: `${runner} ended ${ok ? 'well, but its report says otherwise' : 'with an error'}.`,
  };
}

async function testServer(): Promise<string> {
  if (serverUrl) return serverUrl;
  const server = await startEmbedded(temporary, { durable: false });
  stopServer = server.stop;
  serverUrl = server.url;
  return serverUrl;
}

async function cleanUp(): Promise<void> {
  await stopServer();
  rmSync(temporary, { recursive: true, force: true });
}
