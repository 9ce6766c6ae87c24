import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { InviteForm } from '#components/entry/invite-form.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { loadInvite } from '#lib/agents/invites.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { loadWorkspace } from '#lib/workspace/workspace.ts';
import { acceptInviteAction } from './actions.ts';

// The link is a secret: it must not travel on in a Referer, nor into a search index.
export const metadata: Metadata = { referrer: 'no-referrer', robots: { index: false } };

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const t = await getTranslations('setup');
  const invite = await openInvite(token);
  if (!invite) {
    return (
      <Card className="p-6">
        <h1 className="mb-1 text-lg">{t('invite.goneTitle')}</h1>
        <p className="mb-5 text-ink-2">{t('invite.gone')}</p>
        <a href="/sign-in" className={buttonClass({})}>
          {t('invite.toSignIn')}
        </a>
      </Card>
    );
  }
  const { name } = await loadWorkspace();
  const role = t(`role.${invite.role}`);
  return (
    <Card className="p-6">
      <h1 className="text-lg">{t('invite.title', { workspace: name })}</h1>
      <p className="mb-5 text-ink-2">
        {invite.invitedBy ? t('invite.intro', { who: invite.invitedBy, role }) : t('invite.introNobody', { role })}
      </p>
      <InviteForm action={acceptInviteAction.bind(null, token)} email={invite.email} />
    </Card>
  );
}

async function openInvite(token: string) {
  try {
    return await loadInvite(token);
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}
