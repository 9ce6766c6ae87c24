// `npm run bench:mail-fuzz -- [--data DIR] [--n 20000] [--seed 1]`: mails, mutated where their structure is, through the code that production runs. None may
// crash it, none may hold it up; what cannot be read is a refusal with a reason, and goes to quarantine in production.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parsedAsJson } from '#lib/inbound/parsed-json.ts';
import { filesBelow } from './mail-corpora/read-set.ts';
import { mutate } from './mail-fuzz/mutate.ts';
import { Random } from './mail-fuzz/random.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    n: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '8' },
  },
});
const own = join(import.meta.dirname, '../lib/inbound/testdata');
const seeds = [
  ...readdirSync(own).map((name) => join(own, name)),
  ...(values.data ? filesBelow(values.data, /\.eml$/) : []),
].map((file) => readFileSync(file));

const SLOW_MS_PER_MB = 1_000;
const until = performance.now() + Number(values.minutes) * 60_000;
const random = new Random(Number(values.seed));
const reasons = new Map<string, number>();
const slow: string[] = [];
const crashes: string[] = [];
let read = 0;
let bytes = 0;
let worst = 0;
const begun = performance.now();

let done = 0;
for (; done < Number(values.n) && performance.now() < until; done++) {
  const mail = mutate(random, seeds);
  bytes += mail.length;
  const started = performance.now();
  try {
    const { visibleText, attachments } = await parsedAsJson(mail);
    if (visibleText.length > 100_010 || attachments.length > 101) throw new TypeError('unbounded');
    read++;
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message.slice(0, 80)}` : String(error);
    // What the parser says in its own words is a refusal; anything else is a fault of ours.
    if (/nesting depth/.test(reason)) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    else crashes.push(`mail ${done}: ${reason}\n${error instanceof Error ? error.stack : ''}`);
  }
  const ms = performance.now() - started;
  worst = Math.max(worst, ms);
  if (ms > SLOW_MS_PER_MB * Math.max(1, Math.ceil(mail.length / 1_000_000)))
    slow.push(`mail ${done}: ${ms.toFixed(0)} ms for ${mail.length} bytes`);
}

const seconds = (performance.now() - begun) / 1000;
console.log(
  [
    `seeds ${seeds.length}, seed ${values.seed}`,
    `mails ${done} of ${values.n} (${(bytes / 1e6).toFixed(0)} MB) in ${seconds.toFixed(0)} s: ${(done / seconds).toFixed(0)} a second`,
    `read ${read}, refused with a reason ${[...reasons.values()].reduce((a, b) => a + b, 0)}, crashed ${crashes.length}, slower than 1 s per MB ${slow.length}`,
    `slowest ${worst.toFixed(0)} ms, memory ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
    ...[...reasons].map(([reason, times]) => `  refused ${times} × ${reason}`),
    ...slow.slice(0, 20),
    ...crashes.slice(0, 20),
  ].join('\n'),
);
if (done < Number(values.n)) console.log(`stopped after ${values.minutes} minutes`);
process.exitCode = crashes.length + slow.length > 0 || done < Number(values.n) ? 1 : 0;
