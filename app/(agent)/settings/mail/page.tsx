import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { FormError } from '#components/entry/form-error.tsx';
import { AddMailbox } from '#components/settings/add-mailbox.tsx';
import { AdminsOnly } from '#components/settings/admins-only.tsx';
import { DkimForm } from '#components/settings/dkim-form.tsx';
import { DnsCheckPart } from '#components/settings/dns-check.tsx';
import { ImapForm } from '#components/settings/imap-form.tsx';
import { InboundDoor } from '#components/settings/inbound-door.tsx';
import { MailboxAddresses } from '#components/settings/mailbox-addresses.tsx';
import { MailboxConnection } from '#components/settings/mailbox-connection.tsx';
import { MailboxForm } from '#components/settings/mailbox-form.tsx';
import { MailboxHead } from '#components/settings/mailbox-head.tsx';
import { MailboxState } from '#components/settings/mailbox-state.tsx';
import { Section } from '#components/settings/section.tsx';
import { TrustForm } from '#components/settings/trust-form.tsx';
import { Card } from '#components/ui/card.tsx';
import { hasRole } from '#lib/agents/roles.ts';
import { listTeams } from '#lib/agents/teams.ts';
import { loadHealth } from '#lib/channels/health.ts';
import { listMailboxes } from '#lib/channels/mailboxes.ts';
import { openWords } from '#lib/channels/oauth/attempt.ts';
import { listGrants } from '#lib/channels/oauth/grant.ts';
import { mailProviders, providerFor, providerName } from '#lib/channels/oauth/providers.ts';
import { env } from '#lib/platform/env.ts';
import { requireAgent } from '../../../session.ts';
import {
  addMailboxAction,
  checkDnsAction,
  connectAction,
  disconnectAction,
  removeMailboxAction,
  rotateKeyAction,
  saveAddressesAction,
  saveDkimAction,
  saveImapAction,
  saveMailboxAction,
  saveTrustAction,
} from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.mail'))('title') };
}

/** The provider's own end of a connection is said this early. */
const SOON_MS = 3 * 86_400_000;

export default async function MailPage({
  searchParams,
}: {
  searchParams: Promise<{ [name: string]: string | string[] | undefined }>;
}) {
  const agent = await requireAgent();
  if (!hasRole(agent, 'admin')) return <AdminsOnly />;
  const t = await getTranslations('settings.mail');
  const [mailboxes, teams, health, grants, { failed }] = await Promise.all([
    listMailboxes(),
    listTeams(),
    loadHealth(),
    listGrants(),
    searchParams,
  ]);
  const words = typeof failed === 'string' ? openWords(failed) : null;
  const offers = mailProviders.flatMap((key) => (providerFor(key) ? [{ key, name: providerName(key) }] : []));
  const connectedWith = (id: number) => {
    const grant = grants.get(id);
    if (!grant) return null;
    const soon = grant.endsAt && grant.endsAt.getTime() < Date.now() + SOON_MS;
    const endsAt = soon ? (grant.endsAt?.toISOString().slice(0, 10) ?? null) : null;
    return { key: grant.provider, name: providerName(grant.provider), endsAt };
  };
  const base = env().TANDEM_URL.replace(/\/$/, '');
  return (
    <>
      {words && (
        <div className="mb-4">
          <FormError>{words}</FormError>
        </div>
      )}
      {mailboxes.length > 0 && (
        <section className="mb-8">
          <h2 className="text-md">{t('title')}</h2>
          <p className="mt-0.5 mb-3 text-ink-2">{t('intro')}</p>
          {mailboxes.map((mailbox) => (
            <Card key={mailbox.id} className="mb-4 divide-y divide-line">
              <MailboxHead
                mailbox={mailbox}
                remove={
                  agent.role === 'owner' && mailboxes.length > 1 ? removeMailboxAction.bind(null, mailbox.id) : null
                }
              />
              <MailboxState mailbox={mailbox} health={health.get(mailbox.id)} />
              <InboundDoor
                mailbox={mailbox}
                url={`${base}/api/inbound/${mailbox.address}`}
                smtpPort={env().SMTP_PORT}
                rotate={rotateKeyAction.bind(null, mailbox.id)}
              />
              <MailboxConnection
                connected={connectedWith(mailbox.id)}
                offers={offers}
                connect={connectAction.bind(null, mailbox.id)}
                disconnect={disconnectAction.bind(null, mailbox.id)}
              />
              <ImapForm
                key={mailbox.imap?.signIn ?? ''}
                mailbox={mailbox}
                today={new Date().toISOString().slice(0, 10)}
                action={saveImapAction.bind(null, mailbox.id)}
              />
              <MailboxAddresses mailbox={mailbox} teams={teams} action={saveAddressesAction.bind(null, mailbox.id)} />
              <TrustForm mailbox={mailbox} action={saveTrustAction.bind(null, mailbox.id)} />
              <MailboxForm
                key={`out ${mailbox.smtp?.signIn ?? ''}`}
                mailbox={mailbox}
                testAddress={agent.email}
                action={saveMailboxAction.bind(null, mailbox.id)}
              />
              <DkimForm mailbox={mailbox} action={saveDkimAction.bind(null, mailbox.id)} />
              <DnsCheckPart action={checkDnsAction.bind(null, mailbox.id)} />
            </Card>
          ))}
        </section>
      )}
      <Section title={t('add')} intro={mailboxes.length > 0 ? t('addIntro') : t('addFirst')}>
        <AddMailbox action={addMailboxAction} />
      </Section>
    </>
  );
}
