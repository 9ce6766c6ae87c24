// What an article or snippet can be written in: any of these, and whatever it already is.
const CODES = 'en de es fr ja nl it pt pl sv da nb fi cs tr el hu ro uk zh ko'.split(' ');
const names = new Intl.DisplayNames('en', { type: 'language' });

export function articleLanguages(current: string): { code: string; name: string }[] {
  const codes = CODES.includes(current) ? CODES : [current, ...CODES];
  return codes.map((code) => ({ code, name: names.of(code) ?? code }));
}
