import { useTranslations } from 'next-intl';
import { portalButton } from './portal-button.ts';

export function StillNeedHelp() {
  const t = useTranslations('portal');
  return (
    <aside className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-xl border bg-paper px-5 py-4">
      <div className="min-w-0 flex-1 basis-60">
        <h2 className="text-base">{t('article.stillTitle')}</h2>
        <p className="text-[15px] text-ink-2">{t('article.stillBody')}</p>
      </div>
      <a href="/help/contact" className={portalButton()}>
        {t('contactUs')}
      </a>
    </aside>
  );
}
