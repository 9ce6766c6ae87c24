// `tandem users add`: for the first colleague on a machine without a browser, or a workspace whose owner is gone.
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { db } from '#db/client.ts';
import { addPerson } from '#lib/agents/operator.ts';
import { roles } from '#lib/agents/roles.ts';
import { randomToken } from '#lib/platform/crypto.ts';
import { Invalid } from '#lib/platform/errors.ts';

const given = z.object({
  email: z.email('--email needs an e-mail address'),
  name: z.string('--name is missing').trim().min(1, '--name is empty').max(200),
  role: z.enum(roles, `--role is one of ${roles.join(', ')}`),
});

/** Makes up a password and shows it, once. */
export async function usersAdd(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { email: { type: 'string' }, name: { type: 'string' }, role: { type: 'string', default: 'agent' } },
  });
  const parsed = given.safeParse(values);
  if (!parsed.success) throw new Invalid(`${parsed.error.issues.map((issue) => issue.message).join('; ')}.`);
  const password = randomToken(12);
  await db().transaction((tx) => addPerson(tx, { ...parsed.data, password }));
  console.log(
    `${parsed.data.email} can sign in as ${parsed.data.role} with this password, shown only now: ${password}`,
  );
}
