// The languages that customers can read Tandem's own words in, and which of them a visitor wants.

export const locales = ['en', 'de', 'es', 'fr', 'ja'] as const;
export type Locale = (typeof locales)[number];

export const languageNames: Record<Locale, string> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  ja: '日本語',
};

/** What they asked for (?lang), else chose before (cookie), else what their browser prefers, else English. */
export function visitorLocale(visitor: {
  asked?: string | null;
  cookie?: string | null;
  acceptLanguage?: string | null;
}): Locale {
  return known(visitor.asked) ?? known(visitor.cookie) ?? preferred(visitor.acceptLanguage ?? '') ?? 'en';
}

export function known(tag: string | null | undefined): Locale | undefined {
  const language = tag?.trim().toLowerCase().split(/[-_]/)[0];
  return locales.find((locale) => locale === language);
}

function preferred(acceptLanguage: string): Locale | undefined {
  return acceptLanguage
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';');
      const q = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
      return { locale: known(tag), weight: q === undefined ? 1 : Number(q) };
    })
    .filter((choice) => choice.locale && choice.weight > 0)
    .sort((a, b) => b.weight - a.weight)[0]?.locale;
}
