// The customer's own words under our reply, so that it can be read without the thread.

export type Original = { name: string; at: Date; text: string };

const LONGEST = 8_000;

const WROTE: Record<string, (date: string, name: string) => string> = {
  en: (date, name) => `On ${date}, ${name} wrote:`,
  de: (date, name) => `Am ${date} schrieb ${name}:`,
  fr: (date, name) => `Le ${date}, ${name} a écrit :`,
  es: (date, name) => `El ${date}, ${name} escribió:`,
  it: (date, name) => `Il ${date}, ${name} ha scritto:`,
  nl: (date, name) => `Op ${date} schreef ${name}:`,
  pt: (date, name) => `Em ${date}, ${name} escreveu:`,
  ja: (date, name) => `${date} ${name} 様:`,
};

/** The line above the quote and the quoted text, cut at 8,000 characters. Null when there is nothing to quote. */
export function quoteOf(original: Original, language: string): { wrote: string; text: string } | null {
  const text = original.text.trim();
  if (!text) return null;
  const known = language.toLowerCase().split(/[-_]/)[0] ?? '';
  const name = WROTE[known] ? known : 'en';
  const date = new Intl.DateTimeFormat(name === 'en' ? 'en-GB' : name, { dateStyle: 'long', timeZone: 'UTC' });
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST).toWellFormed().trimEnd()}\n[…]` : text;
  const wrote = (WROTE[name] ?? ((day, who) => `${day} ${who}:`))(date.format(original.at), original.name);
  return { wrote: wrote.replace(/\s+/g, ' '), text: cut };
}
