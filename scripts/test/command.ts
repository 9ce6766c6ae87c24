// Runs one program of node_modules/.bin with this Node, either quietly (its words come back) or in view.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../start/settings.ts';

export type Outcome = { ok: boolean; said: string };

export function command(name: string, args: string[], { quiet = false, env = {} } = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    let said = '';
    const bin = join(root, 'node_modules', '.bin');
    const child = spawn(join(bin, name), args, {
      cwd: root,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', PATH: `${bin}:${process.env.PATH}`, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (data) => {
        said += data;
      });
    child.once('error', (error) => resolve({ ok: false, said: error.message }));
    child.once('close', (code) => resolve({ ok: code === 0, said }));
  });
}
