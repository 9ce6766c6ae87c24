// Lines that a program writes below a mail: "Sent from my phone" in every language, "Get Outlook", a scanner's mark.

const SENT = [
  'sent (from|via|with|by|using|on)',
  'gesendet (von|mit|über|aus)',
  'envoyé (de(puis)?|avec|à partir)',
  'enviado (desde|do|de|da|a partir|a través|con|com|pelo|por|via)',
  'enviat (des|amb)',
  'inviato (da|con|dal)',
  'verzonden (vanaf|met|via|vanuit)',
  'verstuurd (vanaf|met|via)',
  'skickat (från|med)',
  'sendt (fra|med|via)',
  'lähetetty',
  'wysłan[eoya]{1,2} (z|przez|za)',
  'odesláno z',
  'odoslané z',
  '(el)?küldve',
  'poslano (z|s|iz)',
  'poslané z',
  'saadetud',
  'išsiųsta iš',
  'nosūtīts no',
  'изпратено (от|с)',
  'послато (са|с)',
  'trimis de',
  'trimis din',
  '(στάλθηκε|αποστολή|εστάλη) από',
  'отправлено (с|из)',
  'надіслано (з|із|від)',
  'gönderildi',
  '((được|đã) )?gửi từ',
  'dikirim dari',
  'dihantar daripada',
  'ส่งจาก',
  '(أرسل|أُ?رسلت|مُ?رسل|تم الإرسال) من',
  'נשלח (מ|באמצעות)',
  'ارسال( شده)? از',
];
const DEVICE =
  /i-?phon|ipad|ipod|android|\bmobi(l|el)|telefon|téléphone|teléfono|móvil|phone|handy|galaxy|samsung|huawei|xiaomi|pixel|oneplus|blackberry|\bbb\b|windows|outlook|hotmail|tablet|\bcell|nokia|\bhtc\b|\blg\b|sony|motorola|verizon|t-mobile|at&t|yahoo|gmail|\baol\b|proton|tutanota|\bgmx\b|web\.de|t-online|posteo|mail\.ru|yandex|zoho|libero|orange|\bsfr\b|laposte|\b\p{L}*mail (app|for|für|pour|para|per|voor|on|auf|sur)\b|mailbox|(air|blue|fair|apple|k-?9) ?(e?mail)\b|airmail|bluemail|fairemail|spark|superhuman|sparrow|acompli|mailbird|thunderbird|\binbox\b|\bpolymail|\bboxer\b|\bedison\b|\bmissive\b|\bspike\b|\bnine\b|\bposta\b|\bmac(book)?\b|\bpc\b|laptop|computer|surface|kindle|watch|typemail|typeapp|aqua ?mail|mailtrack|\bunibox\b|\bcanary\b|\bxfinity\b|\bhey\b|\bpalm\b|мобиль|телефон|смартфон|אייפון|الهاتف|هاتف|ไอโฟน|手机|手機|携帯|スマホ|휴대폰|스마트폰/iu;
/** "my TI-85": a thing with a number or a name of its own. */
const OWN_DEVICE =
  /(?<!\p{L})([Mm](y|ein(em|er)?|on|i|eu|inha|io|ia|ijn|in|itt|eg|ého|ojego|ojej)|[Mm]оего|benim) (\p{Ll}+ ){0,2}(\p{Lu}|\S*\d)/u;
const PATTERNS = [
  // Few words, or an excuse: a sentence that happens to begin so has more to say.
  new RegExp(`^[(<\\s]*(${SENT.join('|')})[\\s\\p{P}]*(\\S+[ \\t]*){1,7}[)>]*$`, 'iu'),
  // A carrier's, which names its network too.
  /^sent (from|via|on) (my|the|a) (\S+ ){0,6}(phone|smartphone|device|tablet|handheld|galaxy \S+)( (on|over|running|powered by|with) .{1,60}|, an? .{1,50}phone)?\.?$/iu,
  /^(this (e-?mail|message) (was|has been) )?(sent|typed|written|composed) (from|on|with|using) my (\S+ ){0,3}(phone|mobile|cell|tablet|ipad|iphone|android)\b( (with|via|using) .{1,40})?\.?$/iu,
  /^sent from .{2,60}[,.] *(please )?(excuse|pardon|forgive|sorry|apolog).{0,80}$/iu,
  /^((get|download|téléchargez|télécharger|obtenir|holen sie sich|hol dir|laden sie|obtener|obtén|obtenga|descargar|obter|obtenha|transferir|scarica|ottieni|download|hämta|skaffa|ladda ned|hent|få|hanki|lataa|pobierz( aplikację)?|stáhnout|získat|letöltés|obțineți|скачать|скачайте|загрузить|завантажити|获取|獲取|获得|下载|下載|取得|ダウンロード|入手|tải|dapatkan|unduh|الحصول على|تنزيل|získat|prejsť na|preuzmi(te)?|изтеглете|ดาวน์โหลด|รับ)[ :]{0,2})?(o )?[[(]?(outlook|yahoo mail|gmail|aol|bluemail|typeapp|thunderbird)( (mail|app))?[\])]? ?(for|für|pour|para|per|voor|för|til|dla( systemu)?|pro|pentru|для|של|cho|untuk|za|за|ل|لـ|สำหรับ)? ?(ios|android|mobile|iphone|ipad|mac|windows)( (herunter(laden)?|holen|downloaden|installieren|を入手|다운로드|下载|取得))?[\s\p{P}\p{S}]*$/iu,
  /^(ios|android) ?(용|için|用の?|版) ?\[?outlook.{0,20}$/iu,
  /^(windows|ios|android)( \d+)? ?(için|용|版)( ?의|の)? .{1,20}(gönderildi|에서 보냄|から送信)\.?$/iu,
  /^provenance ?: courrier pour windows.{0,10}$/iu,
  /^(von|aus) meinem .{1,40} gesendet\.?$/iu,
  /^diese (nachricht|e-mail|mail) wurde von mein.{1,80}gesendet\.?$/iu,
  /^(\p{L}{2,20} )?(sent )?(from|via|by) (my )?(mobile|i-?phone|ipad|android|phone|cell)( \w{1,12}){0,3}\.?$/iu,
  /^[(<]+\s*sent (from|by|via) .{1,60}[)>]+$/iu,
  /^(從我的|从我的|發自我的|发自我的|由我的|来自我的|來自我的).{1,30}$/u,
  /^(发送自|發送自|发自|發自|从|從) ?(手机|手機|windows|outlook|网易|foxmail|qq).{0,30}$/iu,
  /^windows ?版邮件发送$/iu,
  /^.{1,30}(から送信|から送信されました|で送信)$/u,
  /^.{1,24}에서 (보냄|보냈습니다|전송.{0,6})\.?$/u,
  /^.{0,24}(iphone|ipad|android).{0,24}(ról|ről|küldve)( küldve)?\.?$/iu,
  /^.{1,30}(['’]?\p{L}{1,5}dan|['’]?\p{L}{0,5}den) gönderildi\.?$/iu,
  /^(iphone|ipad|android|galaxy).{0,20}(lähetetty|küldve|gönderildi)\.?$/iu,
  /^(virus-?free|virenfrei|sans virus|libre de virus|senza virus)\b.{0,120}$/iu,
  /^(this (e-?mail|message) (has been|was) (scanned|checked)|diese e-mail wurde (von|auf) .{0,40}(viren|avast|avg)).{0,200}$/iu,
];

/** Cheap first: most lines have none of the words. */
export function isClientLine(line: string): boolean {
  if (line.length > 200) return false;
  const plain = line
    .normalize('NFC')
    .replace(/\]?\(?<?https?:\/\/[^\s<>)\]]{1,300}[>)\]]?/gi, ' ')
    .trim();
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
