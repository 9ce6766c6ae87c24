import { useTranslations } from 'next-intl';
import { contactPath } from './contact-path.ts';
import { portalButton } from './portal-button.ts';

/** `question`: what was searched for, so that it is not typed twice. */
export function StillNeedHelp({ question = '' }: { question?: string }) {
  const t = useTranslations('portal');
  return (
    <aside className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-xl border bg-paper px-5 py-4">
      <div className="min-w-0 flex-1 basis-60">
        <h2 className="text-base">{t('article.stillTitle')}</h2>
        <p className="text-[15px] text-ink-2">{t('article.stillBody')}</p>
      </div>
      <a href={contactPath(question)} className={portalButton()}>
        {t('contactUs')}
      </a>
    </aside>
  );
}
