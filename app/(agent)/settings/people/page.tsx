import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { InviteCard } from '#components/settings/invite-card.tsx';
import { OpenInvites } from '#components/settings/open-invites.tsx';
import { PeopleList } from '#components/settings/people-list.tsx';
import { Section } from '#components/settings/section.tsx';
import { TeamList } from '#components/settings/team-list.tsx';
import { listInvites } from '#lib/agents/invites.ts';
import { listPeople } from '#lib/agents/people.ts';
import { hasRole, roles } from '#lib/agents/roles.ts';
import { LONGEST_TEAM_NAME, listTeamsWithMembers } from '#lib/agents/teams.ts';
import { requireAgent } from '../../../session.ts';
import { changeRoleAction, disableAction, enableAction, inviteAction, withdrawInviteAction } from './actions.ts';
import { addTeamAction, deleteTeamAction, saveTeamAction } from './team-actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('title') };
}

export default async function PeoplePage() {
  const agent = await requireAgent();
  const t = await getTranslations('people');
  const mayChange = hasRole(agent, 'admin');
  const [people, invites, teams] = await Promise.all([
    listPeople(),
    mayChange ? listInvites(agent) : [],
    listTeamsWithMembers(),
  ]);
  const grantable = roles.filter((role) => role !== 'owner' || agent.role === 'owner').toReversed();
  return (
    <>
      <Section title={t('title')} intro={t('intro')}>
        <PeopleList
          people={people}
          me={agent}
          roles={grantable}
          mayChange={mayChange}
          changeRole={changeRoleAction}
          disable={disableAction}
          enable={enableAction}
        />
      </Section>
      <Section title={t('teams.title')} intro={t('teams.intro')}>
        <TeamList
          teams={teams}
          people={people
            .filter(({ role, disabled }) => role !== 'viewer' && !disabled)
            .map(({ id, name }) => ({ id, name }))}
          mayChange={mayChange}
          longestName={LONGEST_TEAM_NAME}
          add={addTeamAction}
          save={saveTeamAction}
          remove={deleteTeamAction}
        />
      </Section>
      {mayChange && (
        <Section title={t('inviteTitle')} intro={t('inviteIntro')}>
          <InviteCard roles={grantable} action={inviteAction} />
        </Section>
      )}
      {invites.length > 0 && (
        <Section title={t('openInvites')}>
          <OpenInvites invites={invites} withdraw={withdrawInviteAction} />
        </Section>
      )}
    </>
  );
}
