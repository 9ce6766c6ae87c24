// What a subject alone gives away: machines begin theirs with the same words, in each language. A person's "Re:" never begins so.
import { decodeWords } from './mime/words.ts';

const AUTO_REPLY =
  /^[\s[(]*(auto(matic|mated)?[- ]?(reply|response|answer)|out of (the )?office|abwesenheits(notiz|meldung|agent)|automatische antwort|abwesend|réponse automatique|absence du bureau|absent du bureau|respuesta automática|fuera de la oficina|resposta automática|fora do escritório|risposta automatica|fuori (sede|ufficio)|automatisch antwoord|afwezigheidsbericht|autosvar|automatiskt svar|frånvaro|automatisk svar|fravær|automaattinen vastaus|poissa|autoodpowiedź|odpowiedź automatyczna|automatická odpověď|автоответ|автоматический ответ|자동 회신|自動応答|不在通知|自动答复|自动回复|自動回覆|otomatik yanıt|ofis dışında|رد تلقائي|automatikus válasz|răspuns automat|автовідповідь|αυτόματη απάντηση|תגובה אוטומטית|trả lời tự động|balasan otomatis|自動返信|자동 응답)\s*([:：(\])]|-\s|$)/iu;
// Words that people begin a subject with too.
const AUTO_REPLY_WITH_COLON =
  /^[\s[(]*((message d['’])?absence|abwesenheit|afwezig(heid)?|ausencia|assenza|ausência|vacation|urlaub|vacaciones|ferie|nepřítomnost|nieobecność)\s*[:：]/iu;
const BOUNCE =
  /^\s*((\S{1,20}\s)?undeliver(able|ed)|delivery (status notification|failure|has failed|report)|failure notice|returned mail|mail (delivery (failed|failure|system)|system error)|message (not delivered|undeliverable|delivery failure)|(mail|message|email) could not be delivered|non-?delivery|nondeliverable|delayed mail|warning: (could not send|message)|there was an error sending your mail|mail failure|unzustellbar|nicht zustellbar|zustellung fehlgeschlagen|undelivered|non remis|impossible de remettre|échec de (la )?remise|no se puede entregar|no entregado|não é possível entregar|falha na entrega|non recapitabile|onbestelbaar|kan inte leverera|kunne ikke leveres|niedostarczone|недоставлен|не доставлен|ваше сообщение не доставлен|не вдалося доставити|ei voitu toimittaa|ikke leveret|kan ikke leveres|nedoručiteln|kézbesíthetetlen|teslim edilemedi|.{0,20}退信|未送达|無法傳遞|无法送达|無法送達|未傳遞|未传递|配信不能|配信できません|メールエラー通知|배달되지 않음|전송되지 않음)/iu;

/** @param subject as it stands in the header. */
export function automaticSubject(subject: string): 'auto_reply' | 'bounce' | null {
  const text = decodeWords(subject.slice(0, 2_000)).slice(0, 300).normalize('NFC');
  if (AUTO_REPLY.test(text) || AUTO_REPLY_WITH_COLON.test(text)) return 'auto_reply';
  return BOUNCE.test(text) ? 'bounce' : null;
}
