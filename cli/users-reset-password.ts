// `tandem users reset-password`: the way back in for an owner who forgot theirs.
import { parseArgs } from 'node:util';
import { db } from '#db/client.ts';
import { resetPassword } from '#lib/agents/operator.ts';
import { randomToken } from '#lib/platform/crypto.ts';
import { Invalid } from '#lib/platform/errors.ts';

export async function usersResetPassword(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { email: { type: 'string' } } });
  const { email } = values;
  if (!email) throw new Invalid('Say whose: --email ada@example.com.');
  const password = randomToken(12);
  await db().transaction((tx) => resetPassword(tx, email, password));
  console.log(`${email} is signed out everywhere. The new password, shown only now: ${password}`);
}
