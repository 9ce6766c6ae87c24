// Bounces of servers that write prose: qmail, exim, sendmail, old Postfix and Exchange, Gmail, and who imitates them. What stands below the
// report is our own mail, and its addresses say nothing but whom it went to.
import { addressesInText, validAddress } from '../addresses.ts';
import { cleanLine } from '../clean-text.ts';
import type { Headers } from '../mail-headers.ts';
import type { FailedRecipient } from './failed-recipient.ts';
import { statusOf } from './status-code.ts';
import { statusInWords } from './status-words.ts';

const LONGEST = 50_000;
const BELOW = [
  'original message( follows)?',
  'below (this line )?is a copy',
  'this is a copy of (the|your) message',
  'included is a copy',
  'message headers? follow',
  'the (header|body) of the original',
  'returned (message|mail)',
  'unsent message',
  'your (original )?message (follows|is attached)',
  'ursprüngliche nachricht',
  '(original|ursprüngliche)[ -]?nachrichtenkopf',
  'kopfzeilen der (original|ursprünglichen)',
  "en-têtes (de messages? |du message )?d[’']origine",
  'encabezados (de|del) mensajes? original',
  'intestazioni (del )?messaggio original',
  'cabeçalhos (da )?(mensagem )?origina',
  'oorspronkelijke berichtkop',
  'ursprungliga meddelandehuvud',
  'opprinnelige meldingshode',
  'oprindelige (brev|meddelelses)hoved',
  'oryginalne nagłówki',
  'исходные заголовки',
  '元のメッセージ ?ヘッダー',
  '原始(邮件|郵件)(头|標頭|标头)',
  '원본 메시지 헤더',
  'received: ?',
  'return-path: ',
];
const BELOW_IS_OURS = new RegExp(`^[ \\t]*(-{2,}[ \\t]*)?(${BELOW.join('|')})`, 'imu');

/** @param returned addresses that the returned message went to; a report that names nobody is about the only one. */
export function readBounceText(headers: Headers, plain: string, returned: string[]): FailedRecipient[] {
  const text = plain.slice(0, LONGEST);
  const end = BELOW_IS_OURS.exec(text)?.index ?? text.length;
  const words = text.slice(0, end);
  const named = headers.all('x-failed-recipients').flatMap(addressesInText);
  const told = named.length > 0 ? named : addressesIn(words, new Set(ours(headers)));
  const recipients = told.length === 0 && returned.length === 1 ? returned : told;
  return [...new Set(recipients)].slice(0, 50).map((recipient) => {
    const diagnostic = saidOf(words, recipient);
    const otherwise = statusInWords(diagnostic) ?? statusInWords(words) ?? '5.0.0';
    const status = statusOf('', diagnostic, statusOf('', words, otherwise));
    return { recipient, status, permanent: status.startsWith('5'), diagnostic };
  });
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

/** The lines from where the address stands to the next empty one; where that says nothing or only announces, the paragraphs below. */
function saidOf(words: string, recipient: string): string {
  const at = words.toLowerCase().indexOf(recipient);
  if (at < 0) return cleanLine(words, 300);
  const line = words.lastIndexOf('\n', at) + 1;
  const paragraphs = words.slice(line, line + 4_000).split(/\n[ \t]*\n/, 4);
  let said = (paragraphs.shift() ?? '').replace(/^[\s<*•-]*\S+@\S+?>?:?(?=\s|$)/, '');
  while (paragraphs.length > 0 && (said.trim().length <= 8 || /[:：]\s*$/.test(said)))
    said = `${said} ${paragraphs.shift()}`;
  return cleanLine(said, 1_000);
}
