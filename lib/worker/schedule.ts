// What happens without anybody asking: one table. Every worker runs it; each task is safe beside itself, so none needs a leader.
import { db } from '#db/client.ts';
import { dropExpiredSessions } from '#lib/agents/sessions.ts';
import { embedPassages } from '#lib/ai/embed-passages.ts';
import { keepHonest } from '#lib/ai/recount.ts';
import { refitConfidence } from '#lib/ai/refit.ts';
import { tellTripped } from '#lib/autopilot/tell-tripped.ts';
import { renewGrants } from '#lib/channels/oauth/renew.ts';
import { dropOldPresence } from '#lib/conversations/presence.ts';
import { recountViews } from '#lib/conversations/recount.ts';
import { askScanner, scanFiles } from '#lib/conversations/scan-files.ts';
import { wakeSnoozed } from '#lib/conversations/status.ts';
import { collectBytes } from '#lib/conversations/stored-bytes.ts';
import { requeueForgottenMail } from '#lib/inbound/requeue.ts';
import { checkLessons } from '#lib/lessons/check.ts';
import { learnFromEdits } from '#lib/lessons/learn.ts';
import { dropOldPauses } from '#lib/outbox/lanes.ts';
import { sweepOutbox } from '#lib/outbox/sweep.ts';
import { tellColleagues } from '#lib/outbox/tell-colleagues.ts';
import { tellTrouble } from '#lib/outbox/tell-trouble.ts';
import { log } from '#lib/platform/log.ts';
import { dropOldWindows } from '#lib/platform/rate-limit.ts';
import { forgetOldKeys } from '#lib/replay/start.ts';
import { tellWaiting } from '#lib/reviews/tell-waiting.ts';
import { readSolved } from '#lib/solved/read-solved.ts';
import { tellAbsence } from './tell-absence.ts';
import { tellUndone } from './tell-undone.ts';
import { dropDismissed } from './undone.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const NIGHT_HOUR = 3;

/** `nightly` stands for three o'clock on this machine; a night that it was off is left out. */
type Task = { name: string; every: number | 'nightly'; run: () => Promise<unknown> };

const schedule: Task[] = [
  { name: 'wake snoozed conversations', every: MINUTE, run: () => wakeSnoozed() },
  { name: 'sweep the outbox', every: 10 * SECOND, run: () => sweepOutbox() },
  { name: 'tell colleagues who are away', every: 20 * SECOND, run: () => tellColleagues() },
  { name: 'tell what waits in Review', every: MINUTE, run: () => tellWaiting() },
  { name: 'tell of mailboxes that stopped', every: MINUTE, run: () => tellTrouble() },
  { name: 'tell that no worker ran', every: MINUTE, run: () => tellAbsence() },
  { name: 'check files for viruses', every: 2 * SECOND, run: () => scanFiles() },
  { name: 'ask the virus scanner', every: MINUTE, run: () => askScanner() },
  { name: 'tell of what could not be done', every: MINUTE, run: () => tellUndone() },
  { name: 'renew what mailboxes are signed in with', every: MINUTE, run: () => renewGrants() },
  {
    name: 'queue forgotten mail',
    every: 5 * MINUTE,
    run: () => db().transaction((tx) => requeueForgottenMail(tx)),
  },
  { name: 'keep autopilot within its error budget', every: MINUTE, run: () => keepHonest() },
  { name: 'tell that autopilot asks again', every: MINUTE, run: () => tellTripped() },
  { name: 'refit confidence', every: 10 * MINUTE, run: () => refitConfidence() },
  { name: 'read new passages for search by meaning', every: 5 * SECOND, run: () => embedPassages() },
  { name: 'learn from edits', every: 20 * SECOND, run: () => learnFromEdits() },
  { name: 'read what was solved', every: 20 * SECOND, run: () => readSolved() },
  { name: 'ask again what was taught', every: MINUTE, run: () => checkLessons() },
  { name: 'drop expired sessions', every: 'nightly', run: () => dropExpiredSessions(db()) },
  { name: 'drop old presence', every: 'nightly', run: () => dropOldPresence(db()) },
  { name: 'drop old rate limits', every: 'nightly', run: () => dropOldWindows(db()) },
  { name: 'forget the keys of models that were tried', every: 'nightly', run: () => forgetOldKeys(db()) },
  { name: 'remove files that nobody refers to', every: 'nightly', run: () => collectBytes() },
  { name: 'forget pauses that no mail ended', every: 'nightly', run: () => dropOldPauses(db()) },
  { name: 'drop failures that were dismissed', every: 'nightly', run: () => dropDismissed() },
  { name: 'recount the views', every: 'nightly', run: () => recountViews() },
];

/** Starts every task; the returned function stops them and waits for those at work. */
export function startSchedule(tasks: Task[] = schedule): () => Promise<void> {
  const stops = tasks.map(repeat);
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

function repeat({ name, every, run }: Task): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let working: Promise<unknown> = Promise.resolve();
  const turn = async () => {
    try {
      await run();
    } catch (error) {
      log.error({ err: error, task: name }, 'a scheduled task failed; it runs again at its next time');
    }
    next();
  };
  const next = () => {
    if (stopped) return;
    timer = setTimeout(
      () => {
        working = turn();
      },
      every === 'nightly' ? untilNight(new Date()) : every,
    );
  };
  next();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await working;
  };
}

/** Milliseconds to the next night hour, give or take, so that many workers do not start together. */
export function untilNight(now: Date, dice = Math.random): number {
  const next = new Date(now);
  next.setHours(NIGHT_HOUR, 0, 0, 0);
  if (next <= now) next.setDate(next.getDate() + 1);
  return next.getTime() - now.getTime() + Math.floor(dice() * 10 * MINUTE);
}
