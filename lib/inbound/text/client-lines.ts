// Lines that a program writes below a mail: "Sent from my phone" in every language, "Get Outlook", a scanner's mark.

const SENT = [
  'sent (from|via|with|by|using|on)',
  'gesendet (von|mit|über|aus)',
  'envoyé (de(puis)?|avec|à partir)',
  'enviado (desde|do|de|da|a partir|con|com|pelo)',
  'inviato (da|con|dal)',
  'verzonden (vanaf|met|via|vanuit)',
  'verstuurd (vanaf|met|via)',
  'skickat (från|med)',
  'skickat från',
  'sendt (fra|med|via)',
  'lähetetty',
  'wysłan[eoya]{1,2} (z|przez|za)',
  'odesláno z',
  'odoslané z',
  'küldve',
  'trimis de',
  'trimis din',
  'στάλθηκε από',
  'отправлено (с|из)',
  'надіслано з',
  'gönderildi',
  'được gửi từ',
  'đã gửi từ',
  'dikirim dari',
  'أرسل من',
  'أُرسلت من',
  'מיפון',
  'נשלח מ',
];
const DEVICE =
  /iphone|ipad|ipod|android|mobil|mobile|phone|handy|galaxy|samsung|huawei|xiaomi|pixel|blackberry|outlook|windows|mail|tablet|smartphone|cell|nokia|htc|lg\b|sony|yahoo|gmail|proton/iu;
const PATTERNS = [
  // Few words, or an excuse: a sentence that happens to begin so has more to say.
  new RegExp(`^[(<\\s]*(${SENT.join('|')})[\\s\\p{P}]*(\\S+[ \\t]*){1,7}[)>]*$`, 'iu'),
  /^sent from .{2,60}[,.] *(please )?(excuse|pardon|forgive|sorry|apolog).{0,80}$/iu,
  /^(get|téléchargez|holen sie sich|obtener|obter|scarica|download|hämta|hent|hanki|pobierz|скачать|скачайте|下载|ダウンロード)? ?\[?(outlook|yahoo mail|gmail|aol)( (for|für|pour|para|per|voor|för|til|dla|для))? ?(ios|android|mobile|iphone)?[\])(>]*.{0,80}$/iu,
  /^(von|aus) meinem .{1,40} gesendet\.?$/iu,
  /^diese (nachricht|e-mail|mail) wurde von mein.{1,80}gesendet\.?$/iu,
  /^.{0,40}\b(from|via|by) (my )?(mobile|i-?phone|ipad|android|phone|cell)( \w{1,12}){0,3}\.?$/iu,
  /^[(<]+\s*sent (from|by|via) .{1,60}[)>]+$/iu,
  /^(從我的|从我的|發自我的|发自我的|由我的).{1,30}$/u,
  /^.{1,30}(から送信|から送信されました|で送信)$/u,
  /^(나의 .{1,20}에서 보냄|.{1,20}에서 보냄|.{1,20}에서 전송.{0,6})$/u,
  /^.{1,30}(['’]?\p{L}{1,5}dan|['’]?\p{L}{0,5}den) gönderildi\.?$/iu,
  /^(iphone|ipad|android|galaxy).{0,20}(lähetetty|küldve|gönderildi)\.?$/iu,
  /^(virus-?free|virenfrei|sans virus|libre de virus|senza virus)\b.{0,120}$/iu,
  /^(this (e-?mail|message) (has been|was) (scanned|checked)|diese e-mail wurde (von|auf) .{0,40}(viren|avast|avg)).{0,200}$/iu,
];

/** Cheap first: most lines have none of the words. */
export function isClientLine(line: string): boolean {
  if (line.length > 200) return false;
  const plain = line.replace(/\]?\(?<?https?:\/\/[^\s<>)\]]{1,300}[>)\]]?/gi, ' ').trim();
  return (
    PATTERNS.some((pattern, at) => pattern.test(plain) && (at !== 2 || /outlook|yahoo|aol/i.test(plain))) &&
    !isSentence(plain)
  );
}

/** "Sent from my desk, is much easier …" */
function isSentence(line: string): boolean {
  return (
    /[,;]\s/.test(line) &&
    !/excuse|pardon|forgive|sorry|apolog|typo/i.test(line) &&
    !DEVICE.test(line.split(/[,;]/)[0] ?? '')
  );
}
