/** Null: none, or none that makes sense. */
export type MailDate = Date | null;

/** Of a Date header; its comments and the zone names of old systems included. */
export function readDate(text: string): MailDate {
  const plain = text
    .slice(0, 200)
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\b(UT|UTC|Z)\b/, '+0000')
    .replace(/(\d{2}:\d{2})\.(\d{2})\b/, '$1:$2')
    .replace(/(\d{1,2})-(\w{3})-(\d{4})/, '$1 $2 $3')
    .replace(/\s*:\s*/g, ':')
    .replace(/\s+/g, ' ')
    .trim();
  // Of words alone the platform makes a day in the year 2000.
  if (!/\d.*\d{2}/.test(plain)) return null;
  const zoned = /[+-]\d{4}$|[+-]\d{2}:\d{2}$|\b[A-Z]{3,4}$/.test(plain) ? plain : `${plain} +0000`;
  for (const candidate of [zoned, plain, plain.replace(/ [A-Za-z]{3,5}$/, ' +0000')]) {
    const date = new Date(candidate);
    const year = date.getUTCFullYear();
    if (plain && year >= 1970 && year <= 9999) return date;
  }
  return null;
}
