// Is an answer needed at all? Thanks, acknowledgements, auto-replies, newsletters and receipts need none.
import { fold } from '#lib/knowledge/tokens.ts';

const AUTOMATIC_SUBJECT =
  /^\W*(auto(matic|matische)?[- ]?(reply|response|antwort)|out of (the )?office|ooo\b|abwesenheit\p{L}*|abwesend|automatische antwort|reponse automatique|absence du bureau|respuesta automatica|fuera de la oficina|risposta automatica|fuori sede|resposta automatica|ausencia|automatisch antwoord|afwezig|read:|gelesen:|lu ?:|delivery status|undeliver\p{L}*|unzustellbar|mail delivery|returned mail|failure notice|accepted:|declined:|tentative:|invitation:|canceled:|your feedback|please ignore|不在|自動返信|自动回复)/u;

const AUTOMATIC_TEXT =
  /\b(i('| a)m (currently )?(out of (the )?office|on (annual|parental|maternity|sick|paternity)? ?leave|on vacation|on holiday)|(bin|ist) .{0,30}nicht im (haus|buro)|je suis (actuellement )?absent|estoy fuera de la oficina|(this|it) is an automat(ed|ic) (message|reply|response|email)|(do|please do) not reply( to this (message|e-?mail)|\.|!|$)|message .{0,60} was read on|has accepted this invitation|delivery has failed|could not be delivered|your (request|ticket|message|case) (has been|was) (received|registered)|we('| ha)ve received your (request|message|email)|average handling time|mailer-daemon|unsubscribe|you('re| are)? (receive|receiving|get|getting) this (mail |email |e-mail |message |newsletter )?(because|since|as)|view (this (mail|email) )?in (your )?browser|manage (your )?(email )?(preferences|notifications)|(this|the) mailbox is (not|no longer) (monitored|read)|keep this receipt|(your|the) (order|parcel|package|shipment)[^.\n]{0,20}(has (been )?shipped|is on its way|has been dispatched)|(automated|automatic) (notification|message|alert)|sent automatically|rating: \d|nicht auf diese (e-?mail|nachricht) antworten)\b/u;

/** Somebody's own note that nobody reads this now. In a mail that also wants something it is only a circumstance. */
const AWAY =
  /\b((i|we)('m| am|'re| are|'ll be| will be) (currently )?(away|on) (from (my|the) (desk|office)|(annual |parental |maternity |sick |paternity |my )?(leave|holidays?|vacation))|no longer work (here|at|for)|(your|this) (message|mail) will not be (read|forwarded)|(bin|sind) [^.\n]{0,40}(nicht erreichbar|im urlaub|abwesend|in elternzeit)|vertretung (macht|ubernimmt|ist|hat)|vertritt mich|je (suis|serai) [^.\n]{0,20}(en conges?|absente?)|(estoy|estare) [^.\n]{0,20}(de vacaciones|ausente|fuera)|ik ben [^.\n]{0,20}(met vakantie|afwezig|niet bereikbaar)|(sono|saro) [^.\n]{0,20}(in ferie|assente)|(estou|estarei) [^.\n]{0,20}(de ferias|ausente))\b/u;

const CLOSED =
  /\b((that|this|it) (was it|works|worked|did it|fixed it|solved it|helped)|works (now|again|perfectly|great|fine)|working (now|again|perfectly|great|fine)|(all|everything('s| is)?) (good|fine|sorted|set|working|clear|ok) ?(now)?|(problem|issue|question) (is )?(solved|resolved|gone|fixed)|solved|resolved|sorted|found (it|the (button|setting|option|page|link|mistake|answer|solution|reason)|out)|figured it out|no worries|(it|that|everything) (went through|has arrived|is done)|got it( working)?|you can close|please close (this|the) ?(ticket|case|request|conversation|chat)?|no need to (answer|reply|respond)|no (reply|answer|response) (needed|necessary|required)|nothing to do (on your side|for you)|no action (needed|required)|never ?mind|nvm|(please )?ignore (and delete|my (previous|last|earlier)|this (mail|message))|wrong (attachment|recipient|address|company)|just (wanted|letting) (to|you)|fyi|will wait|hat (geklappt|funktioniert)|funktioniert (jetzt|wieder)|erledigt|hat sich erledigt|(geht|lauft|klappt) (jetzt|wieder)|(jetzt|nun) (geht|lauft|klappt)|alles bestens|ca (marche|fonctionne)|tout est en ordre|c'est regle|resolu|ya funciona|solucionado|resuelto|todo (bien|en orden)|adesso funziona|risolto|tutto (a posto|ok)|ja (funciona|esta)|resolvido|(het|alles) werkt( weer| nu)?|opgelost|is gelukt)\b|解決(しま|済)|直りました|できました|解决了|好了/u;

const THANKS =
  /\b(thank(s| you| u)|thx|ty|tysm|cheers|much appreciated|appreciate (it|your|the)|grateful|danke\p{L}*|vielen dank|merci|gracias|muchisimas|grazie|obrigad[oa]|bedankt|dank je|dank u|takk|tack|kiitos|dziekuj\p{L}*|lovely|brilliant|wonderful|perfect|you were (so |very )?(patient|kind|great|helpful)|made my day)\b|ありがとうございま|助かりました|谢谢|感谢/u;

const ACKNOWLEDGED =
  /^([^\p{L}\p{N}]|\b(ok|okay|k|kk|cool|great|perfect|nice|got it|noted|understood|yes|yep|sure|alright|all right|fine|good|super|awesome|brilliant|lovely|thanks|thank you|thank|thx|ty|cheers|bye|so much|very much|a lot|again|for (the|your) (quick |fast |great |kind )?(help|reply|answer|response|support)|will do|will wait|then|you|too|have a (nice|good|great|lovely) (day|weekend|evening|one)|danke|vielen|dank|schon|alles klar|gut|prima|top|merci|beaucoup|parfait|d'accord|bien|recu|gracias|muchas|muchisimas|vale|perfecto|entendido|genial|grazie|mille|perfetto|va bene|obrigad[oa]|muito|certo|bedankt|dank|je|u|wel|fijn|goed|ok(e|ay)|hartelijk)\b|\p{Emoji_Presentation}|了解(です|しました)?|承知(しました|いたしました)|ありがとう(ございます|ございました)?|谢谢|好的|收到)+$/u;

const WANTS =
  /[?？]|\b(can|could|would|will) (you|someone|anyone|i|we)\b|\b(please (send|help|check|tell|confirm|explain|let me know|advise|look|fix|cancel|refund|change|update|call|forward|reply with|provide)|i (need|want|would like)|how (do|can|to|long|much|many)|why (is|are|do|does|did|has)|where (is|are|do|can)|when (will|is|do|can)|what (is|are|do|does|about)|still (not|no|doesn'?t|waiting|broken)|but (now|it|the|i|we|still)|however|doesn'?t (work|help)|not working|one more (thing|question)|another question|bitte (senden|prufen|um)|konnen sie|konnt ihr|wie (kann|lange|viel)|warum|pouvez|pourriez|comment|pourquoi|puede[ns]?|podria[ns]?|como puedo|por que|kunnen jullie|kunt u|hoe (kan|lang)|waarom|podem|poderia|puo|potete|come posso)\b|(か。|か\?|ください|お願い(し|いた)|请问|吗|怎么|如何)/u;

/** A question or a wish is in it, however many thanks stand around it. */
export function wantsSomething(text: string): boolean {
  return WANTS.test(fold(text));
}

export type NoReply = 'automatic' | 'acknowledged' | 'closed' | null;

/** Null: somebody may be waiting for an answer. */
export function needsNoReply(subject: string, text: string): NoReply {
  const foldedSubject = fold(subject).trim();
  const folded = fold(text).trim();
  if (AUTOMATIC_SUBJECT.test(foldedSubject)) return 'automatic';
  if (AUTOMATIC_TEXT.test(folded) && !/[?？]/.test(folded)) return 'automatic';
  if (folded.length < 200 && ACKNOWLEDGED.test(folded) && !/[?？]/.test(folded)) return 'acknowledged';
  if (WANTS.test(folded)) return null;
  if (AWAY.test(folded)) return 'closed';
  if (CLOSED.test(folded)) return 'closed';
  const words = folded.split(/\s+/).length;
  return THANKS.test(folded) && words <= 70 && !PROBLEM.test(folded.replace(THANKED_FOR, ' ')) ? 'closed' : null;
}

/** What somebody gives thanks for is behind them. */
const THANKED_FOR =
  /\b(thanks|thank you|thank u|thx|cheers|danke?|merci|gracias|grazie|obrigad[oa]|bedankt)( [\p{L}']+){0,5} (help|support|hilfe|aide|ayuda|aiuto|ajuda|hulp)\b/gu;

const PROBLEM =
  /\b(problem|error|issue|broken|fail\p{L}*|missing|lost|wrong|cannot|can'?t|refund|charged|cancel|help|need|request\p{L}*|attached|confirm|fehler|kaputt|hilfe|benotig\p{L}*|probleme|erreur|besoin|fehlt|falta|necesito|ayuda|errore|aiuto|erro|ajuda|preciso|fout|hulp|nodig)\b|エラー|問題|届いて|错误/u;
