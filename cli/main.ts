// `npm run -s tandem -- <command>`: lib's functions from a terminal. One file per command; this only finds and runs it.
import '#db/quick-imports.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/platform/errors.ts';
import { explain } from '../scripts/start/explain.ts';
import { withDatabase } from './database.ts';

type Command = {
  help: string;
  /** Whether these arguments need the database. */
  database: (args: string[]) => boolean;
  run: (args: string[]) => Promise<void>;
};

const always = () => true;

const commands: Record<string, Command> = {
  'users list': {
    help: 'everybody who can sign in',
    database: always,
    run: async (args) => (await import('./users-list.ts')).usersList(args),
  },
  'users add': {
    help: '--email ada@example.com --name Ada [--role agent]',
    database: always,
    run: async (args) => (await import('./users-add.ts')).usersAdd(args),
  },
  'users reset-password': {
    help: '--email ada@example.com',
    database: always,
    run: async (args) => (await import('./users-reset-password.ts')).usersResetPassword(args),
  },
  'mail parse': {
    help: 'FILE…: what is read in each mail, one JSON object a line',
    database: () => false,
    run: async (args) => (await import('./mail-parse.ts')).mailParse(args),
  },
  'ai eval': {
    help: 'measure the AI over files: --kb kb.jsonl --questions q.jsonl …',
    database: (args) => args.includes('configured') || args.includes('--engine=configured'),
    run: async (args) => (await import('./ai-eval.ts')).aiEval(args),
  },
};

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const name = Object.keys(commands).find((known) => known === args.slice(0, known.split(' ').length).join(' '));
  const command = name && commands[name];
  if (!command) {
    if (!args.length || ['help', '--help', '-h'].includes(args[0] ?? '')) {
      console.log(usage());
      return 0;
    }
    console.error(`There is no command "${args.join(' ')}".\n\n${usage()}`);
    return 2;
  }
  const rest = args.slice(name.split(' ').length);
  try {
    if (command.database(rest)) await withDatabase(() => command.run(rest));
    else await command.run(rest);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    console.error(isForPeople(error) ? error.message : explain(error));
    return 1;
  }
}

function usage(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const lines = Object.entries(commands).map(([name, { help }]) => `  ${name.padEnd(width)}  ${help}`);
  return `npm run -s tandem -- <command>\n\n${lines.join('\n')}`;
}

// parseArgs explains wrong options well enough.
function isForPeople(error: unknown): error is Error {
  const expected = [Conflict, Forbidden, Invalid, NotFound].some((kind) => error instanceof kind);
  return expected || (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
}
