import { useTranslations } from 'next-intl';
import { InnerPage } from './inner-page.tsx';
import { portalButton } from './portal-button.ts';

/** A link to a person that was cut off, or never was one. It does not say which, nor whether a conversation exists. */
export function PersonLinkBroken() {
  const t = useTranslations('portal');
  return (
    <InnerPage>
      <div className="py-12 text-center">
        <h1 className="font-display text-[32px] font-medium tracking-[-0.015em] text-balance">
          {t('person.invalidTitle')}
        </h1>
        <p className="mx-auto mt-2 max-w-[480px] text-ink-2">{t('person.invalidBody')}</p>
        <a href="/help/contact" className={`${portalButton({ primary: true })} mt-6`}>
          {t('contactUs')}
        </a>
      </div>
    </InnerPage>
  );
}
