// `tandem users list`
import { parseArgs } from 'node:util';
import { listPeople } from '#lib/agents/people.ts';

export async function usersList(args: string[]): Promise<void> {
  parseArgs({ args, options: {} });
  const people = await listPeople();
  if (!people.length) console.log('Nobody yet. Open Tandem in a browser to set it up, or add somebody with users add.');
  for (const { email, name, role, disabled, canSignIn } of people)
    console.log(
      [role.padEnd(6), email.padEnd(32), name, disabled ? '(disabled)' : canSignIn ? '' : '(cannot sign in)']
        .join('  ')
        .trimEnd(),
    );
}
