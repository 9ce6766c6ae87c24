// What a subject alone gives away: machines begin theirs with the same words, in each language. A person's "Re:" never begins so.
import { decodeWords } from './mime/words.ts';

const AUTO_REPLY =
  /^\s*(auto(matic|mated)?[- ]?(reply|response|answer)|out of (the )?office|abwesenheits(notiz|meldung|agent)|automatische antwort|abwesend|réponse automatique|absence du bureau|absent du bureau|respuesta automática|fuera de la oficina|resposta automática|fora do escritório|risposta automatica|fuori (sede|ufficio)|automatisch antwoord|afwezigheidsbericht|autosvar|automatiskt svar|frånvaro|automatisk svar|fravær|automaattinen vastaus|poissa|autoodpowiedź|odpowiedź automatyczna|automatická odpověď|автоответ|автоматический ответ|자동 회신|自動応答|不在通知|自动答复|自动回复|自動回覆|otomatik yanıt|ofis dışında|رد تلقائي)\s*([:：(]|-\s|$)/iu;
const BOUNCE =
  /^\s*((\S{1,20}\s)?undeliver(able|ed)|delivery (status notification|failure|has failed|report)|failure notice|returned mail|mail (delivery (failed|failure|system)|system error)|message (not delivered|undeliverable|delivery failure)|(mail|message|email) could not be delivered|non-?delivery|nondeliverable|delayed mail|warning: (could not send|message)|unzustellbar|nicht zustellbar|zustellung fehlgeschlagen|undelivered|non remis|échec de (la )?remise|no se puede entregar|no entregado|não é possível entregar|falha na entrega|non recapitabile|onbestelbaar|kan inte leverera|kunne ikke leveres|niedostarczone|недоставлен|не доставлено|未送达|配信不能|배달되지 않음)/iu;

/** @param subject as it stands in the header. */
export function automaticSubject(subject: string): 'auto_reply' | 'bounce' | null {
  const text = decodeWords(subject.slice(0, 2_000)).slice(0, 300).normalize('NFC');
  if (AUTO_REPLY.test(text)) return 'auto_reply';
  return BOUNCE.test(text) ? 'bounce' : null;
}
