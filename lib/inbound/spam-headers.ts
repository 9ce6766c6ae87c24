// What spam filters on the way wrote into a mail. Anybody can write such a field too, and then only puts their own mail aside: a "yes" is believed
// from whoever, a "no" keeps nothing from anybody.
import type { Headers } from './mail-headers.ts';

export type SpamFilter = 'rspamd' | 'SpamAssassin' | 'Microsoft' | 'X-Spam';

const MICROSOFT_SPAM = 5;

/** Which filter takes it for spam. Of each field the topmost counts: the last server's, which a sender's own filter cannot have written. */
export function spamFilter(headers: Headers): SpamFilter | null {
  const top = (name: string) => headers.get(name).slice(0, 2_000).trim();
  // RFC-like fields of rspamd: `default: True [15.2 / 15.0]`, and what it decided to do.
  if (/^\S*\s*:?\s*true\b/i.test(top('x-spamd-result'))) return 'rspamd';
  if (/^(reject|add header|rewrite subject)\b/i.test(top('x-rspamd-action'))) return 'rspamd';
  // SpamAssassin says Status on every mail and Flag on spam alone: where there is a Status, the other is an older server's.
  const status = top('x-spam-status');
  if (/^yes\b/i.test(status)) return 'SpamAssassin';
  if (!status && /^(yes|true)\b/i.test(top('x-spam-flag'))) return 'SpamAssassin';
  if (!status && /^(yes|true)\b/i.test(top('x-spam'))) return 'X-Spam';
  const report = top('x-forefront-antispam-report');
  const said = [
    top('x-ms-exchange-organization-scl'),
    // On its way out of the sender's own house it says something else.
    /(^|;)\s*DIR:INB\b/i.test(report) ? (/(?:^|;)\s*SCL:(-?\d+)/i.exec(report)?.[1] ?? '') : '',
  ];
  return said.some((level) => /^\d{1,2}$/.test(level) && Number(level) >= MICROSOFT_SPAM) ? 'Microsoft' : null;
}
