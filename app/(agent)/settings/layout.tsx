import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { SettingsNav } from '#components/settings/settings-nav.tsx';
import { Page } from '#components/shell/page.tsx';

export default function SettingsLayout({ children }: { children: ReactNode }) {
  const t = useTranslations('settings');
  return (
    <Page title={t('title')} width="wide">
      <div className="md:grid md:grid-cols-[180px_minmax(0,1fr)] md:gap-10">
        <SettingsNav />
        <div className="min-w-0 max-w-[680px]">{children}</div>
      </div>
    </Page>
  );
}
