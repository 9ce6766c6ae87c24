// The demo's colleagues (who cannot sign in), companies and customers.
import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { agents, companies, contacts } from '#db/schema.ts';
import { slugOf } from '#lib/platform/slug.ts';
import { demo } from './content.ts';
import { required } from './knowledge.ts';

/** Reserved for examples: no mail can come from or go to it, and no real colleague has it. */
export const DEMO_DOMAIN = 'parcelbird.example';

export type DemoPeople = {
  /** By key; `me` is the owner. */
  agents: Map<string, number>;
  contacts: Map<string, { id: number; name: string; email: string; language: string }>;
};

export async function seedPeople(tx: Tx, ownerId: number, pastNames: string[]): Promise<DemoPeople> {
  const team = await tx
    .insert(agents)
    .values(
      demo.colleagues.map(({ key, name, role }) => ({
        name,
        email: `${key}@${DEMO_DOMAIN}`,
        role,
        signature: `${name.split(' ')[0]}\nParcelbird support`,
      })),
    )
    .returning({ id: agents.id });
  const firms = await tx
    .insert(companies)
    .values(demo.companies.map(({ name, domain, attributes }) => ({ name, domain, attributes, demo: true })))
    .returning({ id: companies.id });
  const firm = (key: string | null) => {
    const index = demo.companies.findIndex((company) => company.key === key);
    return index < 0 ? null : { id: required(firms[index]).id, attributes: required(demo.companies[index]).attributes };
  };
  const known = demo.contacts.map(([key, name, email, company, language, attributes]) => {
    const { plan, since } = firm(company)?.attributes ?? {};
    const all = { ...attributes, ...(plan ? { plan } : {}), ...(since ? { since } : {}) };
    return { key, name, email, companyId: firm(company)?.id ?? null, language, attributes: all, demo: true };
  });
  const past = [...new Set(pastNames)].map((name) => ({
    key: name,
    name,
    email: `${slugOf(name).replaceAll('-', '.')}@mail.example`,
    companyId: null,
    language: 'en',
    attributes: {},
    demo: true,
  }));
  const all = [...known, ...past];
  const rows = await tx
    .insert(contacts)
    .values(all.map(({ key: _, ...contact }) => contact))
    .returning({ id: contacts.id });
  return {
    agents: new Map([
      ['me', ownerId],
      ...demo.colleagues.map(({ key }, index) => [key, required(team[index]).id] as const),
    ]),
    contacts: new Map(
      all.map(({ key, name, email, language }, index) => [
        key,
        { id: required(rows[index]).id, name, email, language },
      ]),
    ),
  };
}

/** A customer has been known since they first wrote, not since the demo was made. */
export async function knowSinceFirstMessage(tx: Tx): Promise<void> {
  await tx.execute(sql`
    update contacts set created_at = first.at
    from (select contact_id, min(created_at) as at from conversations where demo group by contact_id) first
    where contacts.id = first.contact_id and contacts.demo`);
}
