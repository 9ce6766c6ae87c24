import { useTranslations } from 'next-intl';
import { portalButton } from './portal-button.ts';

/** One line why, if they like, and a person takes over. */
export function DidNotHelp({
  token,
  longest,
  action,
}: {
  token: string;
  longest: number;
  action: (form: FormData) => Promise<void>;
}) {
  const t = useTranslations('portal.person');
  return (
    <form action={action} className="mx-auto mt-10 max-w-[480px] border-t pt-6">
      <input type="hidden" name="token" value={token} />
      <label htmlFor="why" className="text-ink-2">
        {t('unhelpfulLabel')}
      </label>
      <div className="mt-2 flex flex-wrap justify-center gap-3">
        <input
          id="why"
          name="why"
          maxLength={longest}
          className="h-11 min-w-0 flex-1 basis-56 rounded-lg border border-line-2 bg-surface px-3 text-[15px] text-ink shadow-1"
        />
        <button type="submit" className={portalButton()}>
          {t('unhelpfulButton')}
        </button>
      </div>
    </form>
  );
}
