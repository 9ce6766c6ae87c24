// Which Chromium the browser tests drive: Playwright's own, the system's, or one that apt installs now.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { root } from '../start/settings.ts';

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** The path of a browser that is there, or undefined. */
export function findBrowser(): string | undefined {
  return [chromium.executablePath(), ...SYSTEM].find((path) => path && existsSync(path));
}

/** The path of a browser, after trying to install one. Throws a sentence that says what to do. */
export function requireBrowser(say: (line: string) => void): string {
  const found = findBrowser();
  if (found) {
    say(`Browser: ${found}`);
    return found;
  }
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  say('No Chromium here: installing Debian’s with apt-get …');
  const apt = (...args: string[]) => run([...asRoot, 'apt-get', ...args]);
  if (apt('update') && apt('install', '-y', '--no-install-recommends', 'chromium')) {
    const installed = findBrowser();
    if (installed) {
      say(`Browser: ${installed} (just installed)`);
      return installed;
    }
  }
  say('That did not work: trying Playwright’s own …');
  if (run([process.execPath, join(root, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium'])) {
    const downloaded = findBrowser();
    if (downloaded) {
      say(`Browser: ${downloaded} (just downloaded)`);
      return downloaded;
    }
  }
  throw new Error(
    'The browser tests need a Chromium and could not install one. Install the package chromium (apt-get install chromium), or run `npx playwright install chromium`, and test again.',
  );
}

function run([command = '', ...args]: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env, timeout: 600_000 }).status === 0;
}
