import { useTranslations } from 'next-intl';
import { portalButton } from './portal-button.ts';

const RATINGS = [1, 2, 3, 4, 5];

/** Five buttons in a form, so that it works without scripts and no link can be followed by accident. @param rating what was said already. */
export function RateAnswer({
  token,
  rating,
  action,
}: {
  token: string;
  rating: number | null;
  action: (form: FormData) => Promise<void>;
}) {
  const t = useTranslations('portal.person');
  return (
    <form action={action} className="mt-8">
      <input type="hidden" name="token" value={token} />
      <fieldset>
        <legend className="mx-auto font-[550]">{t('rateTitle')}</legend>
        <p className="mt-1 text-ink-3">{t('rateBody')}</p>
        <div className="mt-3 flex justify-center gap-2">
          {RATINGS.map((n) => (
            <button
              key={n}
              type="submit"
              name="rating"
              value={n}
              aria-label={t('rate', { count: n })}
              aria-pressed={rating === n}
              className={portalButton({ primary: rating === n })}
            >
              {n}
            </button>
          ))}
        </div>
        <p role="status" className="mt-3 text-ink-2">
          {rating !== null && t('rated', { count: rating })}
        </p>
      </fieldset>
    </form>
  );
}
