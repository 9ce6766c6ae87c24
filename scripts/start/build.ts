// Builds the pages when they are missing or were built from other sources, and completes Next's standalone folder.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from '#lib/platform/errors.ts';
import { lockFolder } from '#lib/platform/lock-folder.ts';
import { root } from './settings.ts';

const output = join(root, '.next', 'standalone');
const stampFile = join(output, 'sources.sha256');
const FOLDERS = ['app', 'components', 'db', 'lib', 'messages', 'public'];
const FILES = /^(package-lock\.json|tsconfig\.json|(next|postcss)\.config\..*|(proxy|instrumentation)\.ts)$/;

export const serverFile = join(output, 'server.js');

/** @param say progress, one line at a time. Returns whether something had to be built. */
export async function ensureBuild(say: (line: string) => void, signal?: AbortSignal): Promise<boolean> {
  // The image carries the pages built, and no sources.
  if (!existsSync(join(root, 'app')) && existsSync(serverFile)) return false;
  const wanted = sourcesHash();
  if (builtFrom() === wanted) return false;
  mkdirSync(join(root, '.next'), { recursive: true });
  // Two starts of one checkout (tests do that) must not build into the same folder at once.
  const held = await lockFolder(join(root, '.next'), 600_000);
  if (!('lock' in held)) throw new CannotStart('Another build of this checkout does not end. Stop it and start again.');
  try {
    if (builtFrom() === wanted) return false;
    await nextBuild(say, signal);
    cpSync(join(root, '.next', 'static'), join(output, '.next', 'static'), { recursive: true });
    if (existsSync(join(root, 'public'))) cpSync(join(root, 'public'), join(output, 'public'), { recursive: true });
    writeFileSync(stampFile, wanted);
    return true;
  } finally {
    await held.lock.release();
  }
}

function builtFrom(): string | undefined {
  return existsSync(stampFile) && existsSync(serverFile) ? readFileSync(stampFile, 'utf8') : undefined;
}

// Contents, not times: a checkout or a copy changes times.
function sourcesHash(): string {
  const { version, imports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
  const hash = createHash('sha256').update(JSON.stringify([version, imports]));
  const files = readdirSync(root).filter((name) => FILES.test(name));
  for (const folder of FOLDERS) if (existsSync(join(root, folder))) files.push(...filesUnder(folder));
  for (const file of files.sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

function nextBuild(say: (line: string) => void, signal?: AbortSignal): Promise<void> {
  const started = Date.now();
  const tick = setInterval(
    () => say(`Still building the pages (${Math.round((Date.now() - started) / 1000)} s) …`),
    15_000,
  );
  say('Building the pages, once for this version. This takes about a minute …');
  return new Promise<void>((resolve, reject) => {
    let said = '';
    const child = spawn(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(signal ? { signal } : {}),
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data) => {
        said += data;
      });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) {
        say(`The pages are built (${((Date.now() - started) / 1000).toFixed(0)} s).`);
        resolve();
      } else
        reject(new CannotStart(`The pages could not be built:\n${said.trimEnd().split('\n').slice(-40).join('\n')}`));
    });
  }).finally(() => clearInterval(tick));
}
