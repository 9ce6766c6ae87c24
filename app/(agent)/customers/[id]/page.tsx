import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { AlwaysPerson } from '#components/conversation/always-person.tsx';
import { Fact } from '#components/conversation/fact.tsx';
import { History } from '#components/conversation/history.tsx';
import { Page } from '#components/shell/page.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { Card } from '#components/ui/card.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import { hasRole } from '#lib/agents/roles.ts';
import { loadContact } from '#lib/contacts/contact.ts';
import { listConversationsOf } from '#lib/conversations/of-contact.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { requireAgent } from '../../../session.ts';

type Props = PageProps<'/customers/[id]'>;

const load = cache(async (id: string) => {
  if (!/^\d{1,15}$/.test(id)) notFound();
  try {
    return await loadContact(Number(id));
  } catch (error) {
    if (error instanceof NotFound) notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireAgent();
  const { contact } = await load((await params).id);
  return { title: contact.name || contact.email };
}

export default async function CustomerPage({ params }: Props) {
  const agent = await requireAgent();
  const { contact, company } = await load((await params).id);
  const [past, t, panel] = await Promise.all([
    listConversationsOf(contact.id),
    getTranslations('inbox.customers'),
    getTranslations('inbox.panel'),
  ]);
  const name = contact.name || contact.email;
  const facts = Object.entries({ ...contact.attributes, ...company?.attributes });
  return (
    <Page title={name} subtitle={company?.name}>
      <div className="mb-6 flex items-center gap-3">
        <Avatar name={name} size={44} />
        <div className="min-w-0">
          <p className="truncate text-md font-semibold">{name}</p>
          <p className="truncate text-ink-3">{contact.email}</p>
        </div>
      </div>
      <Card className="mb-6 px-4 py-3">
        <h2 className="pb-1.5 text-xs font-[550] text-ink-3">{t('facts')}</h2>
        <dl>
          {facts.map(([key, value]) => (
            <Fact key={key} name={key}>
              {value}
            </Fact>
          ))}
          {!contact.attributes.since && (
            <Fact label={panel('knownSince')}>
              <TimeAgo at={contact.createdAt} />
            </Fact>
          )}
        </dl>
        <AlwaysPerson contactId={contact.id} initial={contact.alwaysPerson} disabled={!hasRole(agent, 'agent')} />
      </Card>
      <h2 className="pb-2 text-xs font-[550] text-ink-3">{t('conversations')}</h2>
      {past.length === 0 ? <p className="text-ink-3">{t('noFacts')}</p> : <History past={past} />}
    </Page>
  );
}
