// npm leaves an optional dependency that it could not fetch (another platform's binary, which this registry
// does not serve) out of package-lock.json, and then `npm ci` refuses the lock ("Missing: x from lock file").
// This writes such entries by name: version, os, cpu and libc. Run it after each `npm install`.
import { readFileSync, writeFileSync } from 'node:fs';

const file = 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));
const OS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const CPU = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];
let added = 0;
for (const [path, pkg] of Object.entries({ ...lock.packages })) {
  for (const [name, range] of Object.entries(pkg.optionalDependencies ?? {})) {
    let at = path,
      found = false;
    for (;;) {
      if (lock.packages[`${at ? `${at}/` : ''}node_modules/${name}`]) {
        found = true;
        break;
      }
      if (!at) break;
      at = at.includes('/node_modules/') ? at.slice(0, at.lastIndexOf('/node_modules/')) : '';
    }
    if (found) continue;
    const version = range.replace(/^npm:.*@/, '').replace(/^[~^>=\s]+/, '');
    if (!/^\d+\.\d+\.\d+/.test(version)) throw new Error(`${path} wants ${name}@${range}: no version to write`);
    const os = OS.find((o) => name.includes(o) || version.includes(o));
    const cpu = CPU.find((c) => name.includes(c) || version.includes(c));
    if (!os && !cpu) throw new Error(`${name}: neither an os nor a cpu in its name`);
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(pkg.dev ? { dev: true } : {}),
      optional: true,
      ...(os ? { os: [os] } : {}),
      ...(cpu ? { cpu: [cpu] } : {}),
      ...(name.includes('musl')
        ? { libc: ['musl'] }
        : os === 'linux' && name.includes('gnu')
          ? { libc: ['glibc'] }
          : {}),
    };
    added++;
  }
}
const [root, ...rest] = Object.entries(lock.packages);
lock.packages = Object.fromEntries([root, ...rest.sort(([a], [b]) => a.localeCompare(b, 'en'))]);
if (added) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} entries added to ${file}`);
