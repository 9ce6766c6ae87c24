// What servers mean that give no code, or one that says nothing (5.0.0, 550): by their words, in the languages of the usual ones.

const any = (patterns: RegExp[]) => new RegExp(patterns.map(({ source }) => source).join('|'), 'iu');

/** It is we who are refused; the address may be right. */
const SENDER = any([
  /(sender|mail from|envelope.?from|return.?path|reverse.?path)\b.{0,80}(reject|invalid|not (verified|exist|found|allowed|permitted|authori)|denied|unverified|refused|unknown)/,
  /sender verif|\bfrom:? (the )?(domain|address) (is )?(invalid|not)|valid from\b/,
]);
const FULL = any([
  /(mail ?box|mail ?folder|inbox|quota|storage|disk|speicher|postfach|account)\b.{0,60}(is |are |has )?(full|exceed|over(flow|drawn)?\b|out of|erschöpft|überschritten)/,
  /(over|exceed(s|ed|ing)?|exhausted|out of|insufficient) .{0,30}(quota|storage|space|disk)/,
  /quota.?exceeded|mailbox.?full|user has exhausted/,
  /(postfach|mailbox) .{0,30}voll|speicherplatz/,
  /bo[iî]te .{0,40}(pleine|saturée)|quota .{0,20}(dépassé|atteint)/,
  /buz[oó]n .{0,40}(lleno|llena)|cuota .{0,20}(excedid|superad)|casella .{0,40}piena|caixa .{0,40}cheia/,
  /(ящик|почтов).{0,40}(переполнен|полон)|posteingang .{0,20}voll|(skrzynka|schránka) .{0,40}(pełna|plná)/,
  /(メールボックス|メールBOX|容量).{0,12}(一杯|いっぱい|満杯|超過|超え)|(邮箱|郵箱|信箱).{0,12}(已满|已滿|超)|(메일함|용량).{0,12}(초과|가득)/,
]);
const BIG = any([
  /(message|mail|e-?mail|attachment).{0,20}(size|length).{0,30}(exceed|limit|too)|message.{0,20}too (big|large|long)|size limit/,
  /(nachricht|e-?mail) .{0,20}zu groß|message .{0,20}trop (gros|volumineux)|mensaje .{0,30}(demasiado grande|tamaño)/,
]);
const UNKNOWN = any([
  /(user|mailbox|recipient|account|addressee|address|alias|name)(['’]s)?( name| e-?mail address| address)?( is| was)? ?(:|-)? ?(unknown|invalid|not (found|known|exist(ing)?|available|a valid|recogni[sz]ed|listed|active|local)|does(n['’]t| not) exist|unavailable|disabled|inactive|closed|terminated|suspended|deactivated|no longer)/,
  /no (such|mailbox|valid recipients?|user)\b|unknown (user|e-?mail|recipient|address|account|local.?part|mailbox)|(invalid|non-?existent|bad) (user|recipient|mailbox|address|e-?mail)/,
  /(could|can|was|were)( not|n['’]t) (be )?found|not listed in .{0,40}directory|unrouteable|does(n['’]t| not) (exist|have an? .{1,40} account)|is not a known user|not a (known|valid) (user|recipient)|isn['’]t (known|in)|no longer (valid|available|in use|works)|RecipNotFound|RecipientNotFound|user doesn['’]t have/,
  /(existiert|gibt es) nicht|nicht (gefunden|bekannt|vorhanden)|unbekannt(er|e)?|konnte nicht gefunden/,
  /inconnue?|introuvable|n['’]existe (pas|plus)|n['’]a pas été trouvée?/,
  /no existe|desconocid[oa]|no se (ha )?(encontr|pudo encontrar)|não existe|desconhecid[oa]|não foi (possível )?encontr/,
  /non esiste|sconosciut[oa]|non .{0,12}trovat[oa]|bestaat niet|onbekend|niet gevonden/,
  /finns inte|okänd|hittades inte|findes ikke|ukendt|finnes ikke|ukjent|ei (löydy|löytynyt|ole olemassa)|tuntematon/,
  /nie istnieje|nieznan[ya]|nie (można )?znale|neexistuje|neznám[ýá]|nem (létezik|található)|nu există/,
  /не (существует|найден)|неизвест|не існує|bulunamadı|mevcut değil/,
  /(存在し|見つかり)ません|存在しない|宛先不明|(用户|用戶|收件人|邮箱|地址).{0,8}不存在|找不到|존재하지 않|찾을 수 없/,
]);
const POLICY = any([
  /\bspam\b|\bUCE\b|unsolicited|black ?list|block ?list|deny ?list|\bblocked\b|spamhaus|spamcop|sorbs|\bRBL\b|\bDNSBL\b|reputation|policy|polic(y|ies)|\bSPF\b|\bDKIM\b|\bDMARC\b|unauthenticated/,
  /relay(ing)? (access )?(is )?(denied|not|prohibited)|authenti(cation|cate)( is)? (required|failed)|(not|un)authori[sz]ed|access denied|administrative prohibition|prohibited|(not|n['’]t) (allowed|permitted|accept)/,
  /virus|malware|phishing|content (was )?(reject|filter|denied)|banned|suspicious|listed (in|at|by|on)|reverse dns|no PTR|rate.?limit|too many (messages|connections|recipients|errors)|throttl/,
  /abgelehnt .{0,60}(spam|richtlinie)|indésirable|no deseado/,
]);
const REFUSED = /(recipient|address|user|mailbox).{0,30}(reject|refus|denied)/iu;
const DELAYED =
  /\b(will (be )?(re)?tr(y|ied)|still being retried|keep trying|delayed|warning only|not yet been delivered|temporar(y|ily)|try again later|deferred|connection (timed out|refused)|greylist\w*|vorübergehend|verzögert|différé|retras|ritard|vertraag|fördröj|forsinke|opóźni)/iu;
const GIVEN_UP = /permanent|giving up|gave up|given up|will not be retried|no further|endgültig|définiti/iu;

/** RFC 3463, of class 5; 4.0.0 for what may still arrive; null when the words say nothing. */
export function statusInWords(words: string): string | null {
  const text = words.slice(0, 5_000);
  if (SENDER.test(text)) return '5.7.1';
  if (FULL.test(text)) return '5.2.2';
  if (BIG.test(text)) return '5.3.4';
  if (UNKNOWN.test(text)) return '5.1.1';
  if (POLICY.test(text)) return '5.7.1';
  if (REFUSED.test(text)) return '5.1.1';
  return DELAYED.test(text) && !GIVEN_UP.test(text) ? '4.0.0' : null;
}
