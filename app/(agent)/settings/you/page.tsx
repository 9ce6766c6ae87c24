import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { MailChoicesForm } from '#components/settings/mail-choices-form.tsx';
import { PasswordForm } from '#components/settings/password-form.tsx';
import { ProfileForm } from '#components/settings/profile-form.tsx';
import { Section } from '#components/settings/section.tsx';
import { SessionList } from '#components/settings/session-list.tsx';
import { db } from '#db/client.ts';
import { loadMailChoices } from '#lib/agents/mail-choices.ts';
import { loadProfile } from '#lib/agents/profile.ts';
import { listSessions } from '#lib/agents/sessions.ts';
import { requireAgent, sessionId } from '../../../session.ts';
import {
  changePasswordAction,
  saveMailChoicesAction,
  saveProfileAction,
  signOutOneAction,
  signOutOthersAction,
} from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.you'))('title') };
}

export default async function YouPage() {
  const agent = await requireAgent();
  const t = await getTranslations('settings.you');
  const [profile, sessions, choices] = await Promise.all([
    loadProfile(agent),
    listSessions(db(), agent, await sessionId()),
    loadMailChoices(agent),
  ]);
  return (
    <>
      <Section title={t('title')}>
        <ProfileForm profile={profile} action={saveProfileAction} />
      </Section>
      <Section title={t('mailTitle')} intro={t('mailIntro')}>
        <MailChoicesForm choices={choices} action={saveMailChoicesAction} />
      </Section>
      <Section title={t('passwordTitle')}>
        <PasswordForm email={profile.email} action={changePasswordAction} />
      </Section>
      <Section title={t('sessionsTitle')}>
        <SessionList sessions={sessions} signOutOne={signOutOneAction} signOutOthers={signOutOthersAction} />
      </Section>
    </>
  );
}
