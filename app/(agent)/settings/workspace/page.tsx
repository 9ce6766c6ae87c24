import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AdminsOnly } from '#components/settings/admins-only.tsx';
import { RemoveDemo } from '#components/settings/remove-demo.tsx';
import { Section } from '#components/settings/section.tsx';
import { WorkspaceForm } from '#components/settings/workspace-form.tsx';
import { hasRole } from '#lib/agents/roles.ts';
import { countDemo } from '#lib/demo/count.ts';
import { loadWorkspace } from '#lib/workspace/workspace.ts';
import { requireAgent } from '../../../session.ts';
import { removeDemoAction, saveWorkspaceAction } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.workspace'))('title') };
}

export default async function WorkspacePage() {
  const agent = await requireAgent();
  if (!hasRole(agent, 'admin')) return <AdminsOnly />;
  const t = await getTranslations('settings.workspace');
  const workspace = await loadWorkspace();
  return (
    <>
      <Section title={t('title')}>
        <WorkspaceForm name={workspace.name} undoSeconds={workspace.undoSeconds} action={saveWorkspaceAction} />
      </Section>
      {workspace.demo && (
        <Section title={t('demoTitle')}>
          <RemoveDemo count={await countDemo()} allowed={hasRole(agent, 'owner')} remove={removeDemoAction} />
        </Section>
      )}
    </>
  );
}
