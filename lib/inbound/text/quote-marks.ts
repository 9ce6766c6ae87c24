// How clients announce a quote, in the languages that customers write in.

const LONGEST_LINE = 500;

const SEPARATOR =
  /^[ \t>*_]*-{2,}[ \t]*(original message|original-nachricht|ursprüngliche nachricht|message d['’]origine|message original|mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht|originele bericht|opprinnelig melding|original besked|oprindelig meddelelse|ursprungligt meddelande|alkuperäinen viesti|wiadomość oryginalna|oryginalna wiadomość|původní zpráva|eredeti üzenet|исходное сообщение|оригінальне повідомлення|原始邮件|原始郵件|元のメッセージ|원본 메시지|reply message|antwort)[ \t]*-{2,}[ \t*_]*$/iu;

export function isSeparator(line: string): boolean {
  return (
    line.length <= LONGEST_LINE && (SEPARATOR.test(line) || /^[ \t]*-{3,} ?on .{5,200} wrote ?-{3,}[ \t]*$/i.test(line))
  );
}

const FROM =
  /^[ \t]*\*{0,2}(from|von|de|da|van|fra|från|lähettäjä|od|feladó|от|від|发件人|寄件者|寄件人|差出人|送信者|보낸 사람)\*{0,2}[ \t]*[:\uff1a]\*{0,2}[ \t]*\S/iu;
const OTHER_HEADER =
  /^[ \t]*\*{0,2}(sent|date|to|subject|cc|gesendet|datum|an|betreff|envoyé|à|objet|enviado( el)?|enviada em|fecha|data|para|asunto|assunto|inviato|a|oggetto|verzonden|aan|onderwerp|sendt|skickat|dato|til|till|emne|ämne|lähetetty|vastaanottaja|aihe|wysłano|do|temat|odesláno|komu|předmět|отправлено|кому|тема|дата|发送时间|日期|收件人|主题|主旨|送信日時|日付|宛先|件名|보낸 날짜|받는 사람|제목)\*{0,2}[ \t]*[:\uff1a]/iu;

/** "From: …" and at least two headers of the same kind right below. */
export function isHeaderBlock(lines: string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (/^[ \t]*[_-]{10,}[ \t]*$/.test(line))
    return at + 1 < lines.length && isHeaderBlock(lines, nextFilled(lines, at + 1));
  if (line.length > LONGEST_LINE || !FROM.test(line)) return false;
  if (isForwarded(lines, at)) return false;
  let others = 0;
  for (let i = at + 1; i < Math.min(lines.length, at + 9); i++)
    if (OTHER_HEADER.test((lines[i] ?? '').slice(0, LONGEST_LINE))) others++;
  return others >= 2;
}

const FORWARDED =
  /^[ \t]*(-{2,}[ \t]*)?(begin forwarded message|forwarded message|anfang der weitergeleiteten|weitergeleitete nachricht|message transféré|début du message|mensaje reenviado|mensagem encaminhada|messaggio inoltrato|inizio messaggio|doorgestuurd bericht|forwarded by|転送されたメッセージ|转发的?邮件)/iu;

function isForwarded(lines: string[], at: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - 3); i--) if (FORWARDED.test(lines[i] ?? '')) return true;
  return false;
}

const WROTE =
  /(^|[\s,>)])(wrote|writes|schrieb|schreibt|a écrit|écrivait|a ecrit|escribió|escribio|escreveu|ha scritto|scrisse|schreef|skrev|skrifaði|kirjoitti|napisał(\(a\)|a)?|napsal\(?a?\)?|írta|пишет|написал(\(а\)|а)?|пише|yazdı|写道|寫道|さん(は|が)書きました|のメール|님이 작성|đã viết)[ \t]*[:\uff1a][ \t]*$/iu;
const BEGINS =
  /^[ \t]*(on|am|at|le|el|em|il|op|den|d\.|w dniu|dnia|pe|v|dne|на|в|vào|tarihinde|\d{1,4}[./年-]|\d{1,2}\.? \p{L}|<?\S{1,100}@|["“]?\p{L}[^<>]{0,80}<\S{0,100}(@|$))/iu;
const DATED = /\d{1,4}[./:年-]\d{1,2}|\b\d{4}\b|\d{1,2}\s?(am|pm)|@/i;

/** How many lines the "On … wrote:" takes that begins at `at` (clients wrap it); 0 when none does. */
export function attributionAt(lines: string[], at: number): number {
  const first = lines[at] ?? '';
  if (first.length > LONGEST_LINE || !BEGINS.test(first)) return 0;
  let text = '';
  for (let n = 0; n < 4 && at + n < lines.length; n++) {
    const line = lines[at + n] ?? '';
    if (n > 0 && (!line.trim() || /^[ \t]*>/.test(line))) return 0;
    text = `${text}${text.endsWith('<') ? '' : ' '}${line.replaceAll('\u00a0', ' ').trim()}`;
    if (text.length > LONGEST_LINE) return 0;
    const quoted = /^[ \t]*>/.test(lines[nextFilled(lines, at + n + 1)] ?? '');
    if (isAttribution(text, quoted)) return n + 1;
  }
  return 0;
}

/** Where the verb is in no list: a person's address and a time, or either right above a marked quote. */
function isAttribution(text: string, quoteBelow: boolean): boolean {
  if (!/[:\uff1a][ \t]*$/.test(text)) return false;
  if (WROTE.test(text) && DATED.test(text)) return true;
  const addressed = /<\S{1,100}@\S{1,100}>/.test(text);
  const timed = /\d{1,2}[:.]\d{2}/.test(text) && /\b\d{4}\b/.test(text);
  return quoteBelow ? addressed || timed : addressed && timed;
}

function nextFilled(lines: string[], from: number): number {
  let at = from;
  while (at < lines.length - 1 && !(lines[at] ?? '').trim()) at++;
  return at;
}
