// Which words a request sees. The agent app speaks English; proxy.ts sets the portal's to what its visitor reads.
// Client components get their words from a NextIntlClientProvider in the layout of their part of the app.
import { getRequestConfig } from 'next-intl/server';
import { type Locale, locales } from '#lib/platform/languages.ts';

const areas = [
  'common',
  'shell',
  'inbox',
  'review',
  'autopilot',
  'replay',
  'why',
  'helpCenter',
  'portal',
  'settings',
  'people',
  'setup',
  'reasons',
  'events',
  'mail',
  'lessons',
  'solved',
] as const;

export default getRequestConfig(async ({ requestLocale }) => {
  const asked = await requestLocale;
  const locale = locales.find((known) => known === asked) ?? 'en';
  return { locale, messages: await messagesFor(locale), timeZone: 'UTC' };
});

type Words = { [key: string]: string | Words };
const loaded = new Map<Locale, Promise<Record<string, Words>>>();

/** Every area of a language; what it lacks is English. */
export function messagesFor(locale: Locale): Promise<Record<string, Words>> {
  if (process.env.NODE_ENV === 'development') return loadAll(locale);
  const known = loaded.get(locale) ?? loadAll(locale);
  loaded.set(locale, known);
  return known;
}

async function loadAll(locale: Locale): Promise<Record<string, Words>> {
  const english = await Promise.all(areas.map(async (area) => [area, await loadArea('en', area)] as const));
  if (locale === 'en') return Object.fromEntries(english);
  const own = await Promise.all(
    english.map(async ([area, words]) => [area, over(words, await loadArea(locale, area))] as const),
  );
  return Object.fromEntries(own);
}

async function loadArea(locale: Locale, area: string): Promise<Words> {
  try {
    return (await import(`./${locale}/${area}.json`)).default as Words;
  } catch {
    return {};
  }
}

function over(below: Words, above: Words): Words {
  const merged = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const under = merged[key];
    merged[key] = typeof value === 'object' && typeof under === 'object' ? over(under, value) : value;
  }
  return merged;
}
