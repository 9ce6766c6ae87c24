import { useTranslations } from 'next-intl';
import { Mark } from '#components/entry/mark.tsx';
import { buttonClass } from '#components/ui/button.tsx';

/** For addresses that belong to no part of the app: whoever comes here may be a customer or a colleague. */
export default function NothingHere() {
  const t = useTranslations('shell.notHere');
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10 text-center">
      <Mark />
      <h1 className="text-md">{t('title')}</h1>
      <p className="mt-1 text-ink-2">{t('body')}</p>
      <div className="mt-4 flex flex-wrap justify-center gap-2">
        <a href="/help" className={buttonClass()}>
          {t('help')}
        </a>
        <a href="/inbox" className={buttonClass()}>
          {t('inbox')}
        </a>
      </div>
    </main>
  );
}
