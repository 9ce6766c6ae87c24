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
  /i-?phon|ipad|ipod|android|\bmobi(l|el)|telefon|téléphone|teléfono|móvil|phone|handy|galaxy|samsung|huawei|xiaomi|pixel|oneplus|blackberry|\bbb\b|windows|outlook|hotmail|tablet|\bcell|nokia|\bhtc\b|\blg\b|sony|motorola|verizon|t-mobile|at&t|yahoo|gmail|\baol\b|proton|tutanota|\bgmx\b|web\.de|t-online|posteo|mail\.ru|yandex|zoho|libero|orange|\bsfr\b|laposte|\b\p{L}*mail (app|for|für|pour|para|per|voor|on|auf|sur)\b|mailbox|(air|blue|fair|apple|k-?9) ?(e?mail)\b|airmail|bluemail|fairemail|spark|superhuman|sparrow|acompli|mailbird|thunderbird|\binbox\b|\bpolymail|\bboxer\b|\bedison\b|\bmissive\b|\bspike\b|\bnine\b|\bposta\b|\bmac(book)?\b|\bpc\b|laptop|computer|surface|kindle|watch|typemail|\bpalm\b|мобиль|телефон|смартфон|手机|手機|携帯|スマホ|휴대폰|스마트폰/iu;
/** "my TI-85": a thing with a number or a name of its own. */
const OWN_DEVICE =
  /(?<!\p{L})([Mm](y|ein(em|er)?|on|i|eu|inha|io|ia|ijn|in|itt|eg|ého|ojego|ojej)|[Mm]оего|benim) (\p{Ll}+ ){0,2}(\p{Lu}|\S*\d)/u;
const PATTERNS = [
  // Few words, or an excuse: a sentence that happens to begin so has more to say.
  new RegExp(`^[(<\\s]*(${SENT.join('|')})[\\s\\p{P}]*(\\S+[ \\t]*){1,7}[)>]*$`, 'iu'),
  /^sent from .{2,60}[,.] *(please )?(excuse|pardon|forgive|sorry|apolog).{0,80}$/iu,
  /^((get|download|téléchargez|télécharger|obtenir|holen sie sich|hol dir|laden sie|obtener|obtén|obtenga|descargar|obter|obtenha|transferir|scarica|ottieni|download|hämta|skaffa|ladda ned|hent|få|hanki|lataa|pobierz( aplikację)?|stáhnout|získat|letöltés|obțineți|скачать|скачайте|загрузить|завантажити|获取|获得|下载|取得|ダウンロード|入手)[ :]{0,2})?(o )?[[(]?(outlook|yahoo mail|gmail|aol)( (mail|app))?[\])]? ?(for|für|pour|para|per|voor|för|til|dla( systemu)?|pro|pentru|для|של|cho)? ?(ios|android|mobile|iphone|ipad|mac|windows)( (herunter(laden)?|holen|downloaden|installieren|を入手|다운로드|下载|取得))?[\s\p{P}\p{S}]*$/iu,
  /^(ios|android) ?(용|için|用の?|版) ?\[?outlook.{0,20}$/iu,
  /^(von|aus) meinem .{1,40} gesendet\.?$/iu,
  /^diese (nachricht|e-mail|mail) wurde von mein.{1,80}gesendet\.?$/iu,
  /^(\p{L}{2,20} )?(sent )?(from|via|by) (my )?(mobile|i-?phone|ipad|android|phone|cell)( \w{1,12}){0,3}\.?$/iu,
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
  return PATTERNS.some((pattern, at) => pattern.test(plain) && (at > 0 || isDevice(plain))) && !isSentence(plain);
}

/** Parcels are sent from, with and by something too. */
function isDevice(line: string): boolean {
  return DEVICE.test(line) || OWN_DEVICE.test(line);
}

/** "Sent from my desk, is much easier …" */
function isSentence(line: string): boolean {
  return (
    /[,;]\s/.test(line) &&
    !/excuse|pardon|forgive|sorry|apolog|typo/i.test(line) &&
    !DEVICE.test(line.split(/[,;]/)[0] ?? '')
  );
}
