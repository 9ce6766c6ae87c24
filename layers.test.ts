// The rows hold, and the check can see: it counts the modules it read, and finds violations planted for it.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { violations } from './scripts/layers.ts';
import { readImports } from './scripts/read-imports.ts';

const planted = mkdtempSync(join(tmpdir(), 'tandem-layers-'));
afterAll(() => rmSync(planted, { recursive: true, force: true }));

test('every import goes the way the rows allow, and none goes round in a circle', async () => {
  const graph = await readImports(import.meta.dirname);
  expect(graph.modules).toBeGreaterThan(250);
  expect(graph.imports.length).toBeGreaterThan(800);
  expect.soft(graph.unresolved).toEqual([]);
  expect.soft(violations(graph.imports)).toEqual([]);
  expect(graph.cycles).toEqual([]);
});

test('it finds what is planted', async () => {
  plant({
    'package.json': JSON.stringify({ type: 'module', imports: { '#lib/*': './lib/*', '#db/*': './db/*' } }),
    'lib/platform/up.ts': `import { think } from '#lib/ai/think.ts';\nexport const up = think;`,
    'lib/ai/think.ts': `import { send } from '../outbox/send.ts';\nexport const think: number = send;`,
    'lib/outbox/send.ts': `import type { rows } from '#db/schema.ts';\nimport { mail } from '#lib/inbound/mail.ts';\nexport const send: typeof rows = mail;`,
    'lib/inbound/mail.ts': `export const mail = 1;`,
    'lib/ai/gate.ts': `import { rows } from '#db/schema.ts';\nexport const gate = rows;`,
    'lib/misc/thing.ts': `import { mail } from '#lib/inbound/mail.ts';\nexport const thing = mail;`,
    'db/schema.ts': `export const rows = 1;`,
    'components/ui/chip.tsx': `import { mail } from '#lib/inbound/mail.ts';\nexport const Chip = () => <b>{mail}</b>;`,
    'app/page.tsx': `import { rows } from '#db/schema.ts';\nimport { other } from './other.tsx';\nexport const Page = () => <b>{rows + other}</b>;`,
    'app/other.tsx': `import { Page } from './page.tsx';\nexport const other = Page.length;`,
  });
  const graph = await readImports(planted);
  expect(
    violations(graph.imports)
      .map((line) => line.split(':')[0])
      .sort(),
  ).toEqual([
    'app/page.tsx → db/schema.ts',
    'components/ui/chip.tsx → lib/inbound/mail.ts',
    'lib/ai/gate.ts → db/schema.ts',
    'lib/misc/thing.ts → lib/inbound/mail.ts',
    'lib/outbox/send.ts → lib/inbound/mail.ts',
    'lib/platform/up.ts → lib/ai/think.ts',
  ]);
  expect(graph.cycles.length).toBeGreaterThan(0);
});

test('only lib/platform/env.ts reads the environment', async () => {
  const { imports } = await readImports(import.meta.dirname);
  const files = new Set(imports.map(({ from }) => from).filter((file) => /^(app|components|lib)\//.test(file)));
  const readers = [...files].filter((file) =>
    readFileSync(join(import.meta.dirname, file), 'utf8').includes('process.env'),
  );
  expect(readers).toEqual(['lib/platform/env.ts']);
});

function plant(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(planted, name)), { recursive: true });
    writeFileSync(join(planted, name), text);
  }
}
