import { useTranslations } from 'next-intl';
import { LanguageMenu } from './language-menu.tsx';
import { portalButton } from './portal-button.ts';

/** @param path of this page with its query, for changing the language in place */
export function PortalHeader({ siteName, locale, path }: { siteName: string; locale: string; path: string }) {
  const t = useTranslations('portal');
  return (
    <header className="flex min-h-15 items-center gap-3 border-b bg-surface px-4 sm:gap-5 sm:px-10">
      <a
        href="#content"
        className="absolute top-2 left-2 z-20 -translate-y-16 rounded-md bg-ink px-3 py-1.5 text-md text-ink-inv focus:translate-y-0"
      >
        {t('skip')}
      </a>
      <a href="/help" className="flex min-w-0 items-center gap-2 font-[650] tracking-[-0.01em]">
        <svg width="22" height="22" viewBox="0 0 20 20" aria-hidden="true" className="flex-none">
          <path d="M3 12 10 3l7 9-7 5z" fill="currentColor" />
        </svg>
        <span className="truncate">{siteName}</span>
      </a>
      <div className="ml-auto flex flex-none items-center gap-2 sm:gap-5">
        <LanguageMenu locale={locale} path={path} label={t('language')} />
        <a href="/help/contact" className={portalButton({ height: 'h-9' })}>
          {t('contactUs')}
        </a>
      </div>
    </header>
  );
}
