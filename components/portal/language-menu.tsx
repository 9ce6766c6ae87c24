import { type Locale, languageNames, locales } from '#lib/platform/languages.ts';

/** Plain links in a disclosure: works without JavaScript. Each link is written in its own language. */
export function LanguageMenu({ locale, path, label }: { locale: string; path: string; label: string }) {
  return (
    <details className="group relative" name="language">
      <summary
        aria-label={`${label}: ${languageNames[locale as Locale] ?? locale}`}
        className="flex h-9 list-none items-center gap-2 rounded-lg px-2 text-[15px] text-ink-2 hover:text-ink [&::-webkit-details-marker]:hidden"
      >
        {/* Drawn here: an icon library's runtime would be a request of its own on every page. */}
        <svg
          viewBox="0 0 24 24"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.75"
          aria-hidden="true"
          className="size-[15px] flex-none"
        >
          <circle cx="12" cy="12" r="10" />
          <path d="M12 2a14.5 14.5 0 0 0 0 20 14.5 14.5 0 0 0 0-20M2 12h20" />
        </svg>
        <span className="max-sm:sr-only">{languageNames[locale as Locale] ?? locale}</span>
      </summary>
      <ul className="absolute right-0 z-20 mt-1 min-w-36 rounded-lg border border-line-2 bg-surface p-1 shadow-2">
        {locales.map((other) => (
          <li key={other}>
            <a
              href={inLanguage(path, other)}
              lang={other}
              hrefLang={other}
              aria-current={other === locale ? 'true' : undefined}
              className="block rounded-md px-3 py-1.5 text-[15px] hover:bg-hover aria-[current]:font-[550]"
            >
              {languageNames[other]}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

function inLanguage(path: string, locale: Locale): string {
  const url = new URL(path, 'http://portal');
  url.searchParams.set('lang', locale);
  return url.pathname + url.search;
}
