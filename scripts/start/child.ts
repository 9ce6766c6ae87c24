// One process of ours (web or worker): started, read line by line, started again when it dies, stopped when asked.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { CannotStart } from '#lib/platform/errors.ts';

export type Child = { name: string; pid(): number | undefined; stop(): Promise<void> };
type Plan = {
  name: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  onLine: (name: string, line: string) => void;
  /** Resolves once this start of it works; its failure, or the process's end before that, fails the start. */
  ready: (process: ChildProcess) => Promise<void>;
};

const STEADY_MS = 60_000;
const LONGEST_WAIT_MS = 30_000;
const GRACE_MS = 12_000;

/** Resolves when it is ready for the first time. */
export async function startChild(plan: Plan): Promise<Child> {
  let stopping = false;
  let waited = 500;
  const lines: string[] = [];
  let current = launch(plan, lines);
  const first = current;
  const state = { exited: exitOf(current) };

  async function supervise(): Promise<void> {
    for (;;) {
      const since = Date.now();
      const how = await state.exited;
      if (stopping) return;
      waited = Date.now() - since > STEADY_MS ? 1_000 : Math.min(waited * 2, LONGEST_WAIT_MS);
      plan.onLine(plan.name, `stopped unexpectedly (${how}); starting it again in ${Math.round(waited / 1000)} s`);
      await sleep(waited);
      if (stopping) return;
      current = launch(plan, lines);
      state.exited = exitOf(current);
    }
  }

  async function stop(): Promise<void> {
    stopping = true;
    const exited = state.exited;
    if (current.exitCode !== null || current.signalCode !== null) return;
    current.kill('SIGTERM');
    const timer = setTimeout(() => current.kill('SIGKILL'), GRACE_MS);
    await exited;
    clearTimeout(timer);
  }

  const died = state.exited.then((how) => {
    throw new CannotStart(`The ${plan.name} process did not start (${how}):\n${lines.slice(-20).join('\n')}`);
  });
  try {
    await Promise.race([plan.ready(first), died]);
  } catch (error) {
    await stop();
    throw error;
  }
  died.catch(() => {});
  void supervise();
  return { name: plan.name, pid: () => current.pid, stop };
}

function launch({ name, args, cwd, env, onLine }: Plan, lines: string[]): ChildProcess {
  const watch = join(import.meta.dirname, 'end-with-parent.mjs');
  // A group of its own, so that Ctrl-C reaches only the starter, which then stops things in order.
  const child = spawn(process.execPath, ['--import', watch, ...args], {
    cwd,
    env: { ...env, TANDEM_STARTER: String(process.pid) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (lines.length > 50) lines.shift();
      onLine(name, line);
    });
  }
  return child;
}

function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `code ${code}`));
  });
}
