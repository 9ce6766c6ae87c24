import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AdminsOnly } from '#components/settings/admins-only.tsx';
import { FileLimitsForm } from '#components/settings/file-limits-form.tsx';
import { ScannerForm } from '#components/settings/scanner-form.tsx';
import { ScannerLines } from '#components/settings/scanner-lines.tsx';
import { Section } from '#components/settings/section.tsx';
import { hasRole } from '#lib/agents/roles.ts';
import { loadScanner, MOST_COUNTED } from '#lib/conversations/scanner-health.ts';
import { env } from '#lib/platform/env.ts';
import { loadFileSettings } from '#lib/workspace/file-settings.ts';
import { requireAgent } from '../../../session.ts';
import { saveFileLimitsAction, saveUncheckedAction } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.files'))('title') };
}

export default async function FilesPage() {
  const agent = await requireAgent();
  if (!hasRole(agent, 'admin')) return <AdminsOnly />;
  const [t, settings, scanner] = await Promise.all([
    getTranslations('settings.files'),
    loadFileSettings(),
    loadScanner(agent),
  ]);
  return (
    <>
      <Section title={t('title')} intro={t('intro', { mb: env().MAIL_MAX_MB })}>
        <FileLimitsForm settings={settings} action={saveFileLimitsAction} />
      </Section>
      {scanner && (
        <Section title={t('scannerTitle')} intro={t('scannerIntro')}>
          <ScannerLines scanner={scanner} mostCounted={MOST_COUNTED} />
          <ScannerForm openUnchecked={settings.openUnchecked} action={saveUncheckedAction} />
        </Section>
      )}
    </>
  );
}
