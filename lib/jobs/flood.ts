// Which jobs come in floods just now: more of them wait than were taken. Thinking about mail gives way to storing it, for a while.
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobName } from './payloads.ts';

// A flood is over when fewer jobs come than were asked for, or when nothing was taken for this long.
const CALM_AFTER_MS = 300;
const LONGEST_MS = 10_000;
const LOOK_EVERY_MS = 25;

const until = new Map<JobName, number>();

/** @param full whether as many jobs were taken at once as may run at once */
export function noteBatch(name: JobName, full: boolean): void {
  until.set(name, full ? Date.now() + CALM_AFTER_MS : 0);
}

/** Waits while `name` comes in floods, for ten seconds at most: even then the others get their turn. */
export async function calm(name: JobName): Promise<void> {
  for (const end = Date.now() + LONGEST_MS; Date.now() < Math.min(end, until.get(name) ?? 0); )
    await sleep(LOOK_EVERY_MS);
}
