import { useTranslations } from 'next-intl';
import { InnerPage } from './inner-page.tsx';
import { portalButton } from './portal-button.ts';

export function PageNotFound() {
  const t = useTranslations('portal');
  return (
    <InnerPage>
      <div className="py-12 text-center">
        <h1 className="font-display text-[32px] font-medium tracking-[-0.015em]">{t('notFound.title')}</h1>
        <p className="mx-auto mt-2 max-w-[440px] text-ink-2">{t('notFound.body')}</p>
        <div className="mt-6 flex flex-wrap justify-center gap-3">
          <a href="/help" className={portalButton({ primary: true })}>
            {t('home')}
          </a>
          <a href="/help/contact" className={portalButton()}>
            {t('contactUs')}
          </a>
        </div>
      </div>
    </InnerPage>
  );
}
