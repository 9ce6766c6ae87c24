// Bounces of servers that write prose: qmail, exim, sendmail, old Postfix and Exchange, Gmail, and who imitates them. What stands below the
// report is our own mail, and its addresses say nothing.
import { addressesInText, validAddress } from '../addresses.ts';
import { cleanLine } from '../clean-text.ts';
import type { Headers } from '../mail-headers.ts';
import type { FailedRecipient } from './failed-recipient.ts';
import { statusOf } from './status-code.ts';

const LONGEST = 50_000;
const BELOW_IS_OURS =
  /^[ \t]*(-{2,}[ \t]*)?(original message( follows)?|below this line is a copy|this is a copy of (the|your) message|included is a copy|message headers? follow|the (header|body) of the original|returned (message|mail)|unsent message|your (original )?message (follows|is attached)|ursprüngliche nachricht|received: |return-path: )/im;
const DELAYED =
  /\b(will (be )?(re)?tr(y|ied)|still being retried|keep trying|delayed|warning only|not yet been delivered|temporar(y|ily)|try again later|vorübergehend|verzögert)\b/i;
const UNKNOWN =
  /(user|mailbox|recipient|account|address)( is)? ?(unknown|not (found|exist|available)|does(n't| not) exist|invalid|rejected|disabled)|no (such|mailbox)|unknown (user|e-?mail|recipient|address)|couldn't be found|unrouteable|unbekannt|existiert nicht|inconnu/i;
const FULL = /(mailbox|quota|inbox).{0,30}(full|exceeded)|over quota|(full|voll)\b.{0,10}mailbox/i;

export function readBounceText(headers: Headers, plain: string): FailedRecipient[] {
  const text = plain.slice(0, LONGEST);
  const end = BELOW_IS_OURS.exec(text)?.index ?? text.length;
  const words = text.slice(0, end);
  const named = headers.all('x-failed-recipients').flatMap(addressesInText);
  const recipients = named.length > 0 ? named : addressesIn(words, new Set(ours(headers)));
  return [...new Set(recipients)].slice(0, 50).map((recipient) => {
    const diagnostic = saidOf(words, recipient);
    const status = statusOf('', diagnostic, statusOf('', words, byWords(`${diagnostic}\n${words}`)));
    return { recipient, status, permanent: status.startsWith('5'), diagnostic };
  });
}

function byWords(words: string): string {
  if (FULL.test(words)) return '5.2.2';
  if (UNKNOWN.test(words)) return '5.1.1';
  return DELAYED.test(words) && !/permanent|giving up|gave up/i.test(words) ? '4.0.0' : '5.0.0';
}

/** Who got the report, who sent it. */
function ours(headers: Headers): string[] {
  return ['to', 'delivered-to', 'x-original-to', 'from', 'reply-to'].flatMap((name) =>
    headers.all(name).slice(0, 5).flatMap(addressesInText),
  );
}

const ADDRESS = /[^\s<>()[\]:;,"'|=]{1,64}@[\p{L}\p{N}.-]{3,255}/gu;

function addressesIn(words: string, not: Set<string>): string[] {
  const found = [...words.matchAll(ADDRESS)]
    .slice(0, 200)
    .flatMap(([text]) => validAddress(text.replace(/\.+$/, '')) ?? []);
  return found.filter(
    (address) =>
      !not.has(address) &&
      /\.[\p{L}]{2,}$/u.test(address) &&
      !/^(postmaster|mailer-daemon|abuse|helpdesk)@/.test(address),
  );
}

/** The lines from where the address stands to the next empty one; where that says nothing, the paragraph below. */
function saidOf(words: string, recipient: string): string {
  const at = words.toLowerCase().indexOf(recipient);
  if (at < 0) return cleanLine(words, 300);
  const line = words.lastIndexOf('\n', at) + 1;
  const paragraphs = words.slice(line, line + 4_000).split(/\n[ \t]*\n/);
  const first = cleanLine((paragraphs[0] ?? '').replace(/^[\s<]*\S+@\S+?>?:?(?=\s|$)/, ''), 1_000);
  return first.length > 8 ? first : cleanLine(`${first} ${paragraphs[1] ?? ''}`, 1_000);
}
