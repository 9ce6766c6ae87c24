// Greetings, thanks and signatures round an answer, in the languages that people write. Matched on lower case without accents.
import { fold } from '#lib/knowledge/tokens.ts';
import { negationsOf } from '#lib/lessons/words.ts';

/** "Hi Jonas," with whatever follows on the same line left standing. */
export const GREETED =
  /^\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag|morgen|abend)|liebe[rs]?|sehr geehrte[rs]?|moin|servus|bonjour|bonsoir|salut|cher|chere|hola|buen(?:os|as)? (?:dias?|tardes?)|estimad[oa]s?|querid[oa]s?|ciao|buongiorno|gentile|ola|oi|bom dia|boa tarde|car[oa]|prezad[oa]|beste|geachte|dag|hoi)\b[^,.!?\n:;]{0,50}(?:[,.!:;]+|\n|$)\s*/u;

/** From here on it is a signature. */
export const SIGNED =
  /^\W*(?:(?:with )?(?:best|kind|warm|warmest|many)?\s*(?:regards|wishes|greetings)|(?:all the )?best|cheers|thanks(?: again)?|thank you(?: again)?|sincerely(?: yours)?|yours (?:sincerely|truly|faithfully)|take care|(?:viele|liebe|beste|herzliche|freundliche|schone|mit freundlichen|mit besten|mit lieben) gru(?:ss|ß)en?(?: aus \p{L}+)?|vg|lg|mfg|(?:bien )?cordialement|bien a vous|(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|(?:cordiali|distinti) saluti|(?:met )?vriendelijke groet(?:en)?|groet(?:en|jes)?|atenciosamente|abracos|com os melhores cumprimentos|--)\W*(?:\p{L}[\p{L}'’.-]*\W*){0,4}$/u;

/** Says nothing of its own, and may go where it stands first or last. "Sorry, we do not" is an answer all the same. */
export function isPolite(sentence: string): boolean {
  const folded = fold(sentence);
  if (CLOSING.test(folded)) return true;
  return POLITE.test(folded) && folded.split(/\s+/).length < 14 && !/\d| > /.test(folded) && negationsOf(folded) === '';
}

const CLOSING =
  /\b(?:read more:|if this does not answer|(?:please )?do(?: not|n't) hesitate|n'hesitez|no dude|zogern sie nicht|mehr dazu:|en savoir plus|mas informacion:)/u;

const POLITE =
  /\b(?:let (?:me|us) know|hope (?:this|that|it) helps|just (?:reply|write|answer)|reply (?:here|to this)|feel free|get in touch|have a (?:nice|great|good|lovely)|(?:any|if you have) (?:other|further|more|additional)? ?questions|happy to help|glad (?:to|you|it)|thank(?:s| you)|sorry|apolog\w*|good question|great question|a person from our team|welcome|melden sie sich|bei (?:weiteren )?fragen|vielen dank|danke|entschuldig\w*|gute frage|merci|desole\w*|gracias|lamentamos|grazie|obrigad\w*|bedankt)\b|ありがとう|申し訳/u;

/** What was done, seen or arranged for this one customer: who says "I" speaks of that, unless it is an opinion. */
export function isAboutOne(sentence: string): boolean {
  const folded = fold(sentence);
  return ABOUT_ONE.some((pattern) => pattern.test(folded));
}

const ABOUT_ONE = [
  /(?<![\p{L}'’/.-])i(?:['’](?:ve|ll|m|d))? (?!(?:am |would )?(?:afraid|sorry|recommend|suggest|advise)|think)/u,
  /(?<!\p{L})(?:ich (?!empfehle|furchte|wurde|rate)|je (?!recommande|crains|conseille)|j['’]|ik (?!raad|zou))/u,
  /\bwe(?: have|['’]ve) (?:now |just |already )*(?:sent|credited|refunded|changed|corrected|fixed|cancell?ed|activated|enabled|added|opened|reset|updated|removed|deleted|moved|merged|switched)\b/u,
  /(?<!\b(?:if|when|once|until|after|unless|whether|that|as soon as) )\byour (?:account|order|case|parcels?|shipment|package|labels?|invoice|payment|claim|refund|ticket|request|import|subscription) (?:is|are|was|were|has|have|had|arrived|will|shows)\b/u,
  /\bas (?:discussed|agreed|promised)\b/u,
  /\bwir haben (?:ihnen|ihr|ihre|dir|dein)\w*\b/u,
  /(?<!\b(?:wenn|falls|sobald|ob|dass) )\b(?:ihr|ihre|dein|deine) (?:konto|bestellung|paket|sendung|rechnung|zahlung|erstattung|label) (?:ist|sind|wurde|wurden|war|hat|haben)\b/u,
  /(?<!\b(?:si|quand|lorsque|que) )\bvotre (?:compte|commande|colis|facture|paiement|remboursement) (?:est|a|sera|etait)\b/u,
  /\bhe (?:mirado|revisado|comprobado|enviado|cambiado|activado)\b|(?<!\b(?:si|cuando|que) )\bsu (?:cuenta|pedido|paquete|factura|pago|reembolso) (?:esta|es|fue|ha|sera)\b/u,
];

/** Bound to the day on which it was written. */
export const THAT_DAY =
  /\b(?:today|tomorrow|yesterday|tonight|(?:this|next|last) (?:week|month|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|afternoon)|heute|morgen|gestern|(?:diese|nachste|letzte)[nrs]? (?:woche|monat|jahr)|aujourd'hui|demain|hier|hoy|manana|ayer|oggi|domani|ieri|hoje|amanha|ontem|vandaag|gisteren)\b/u;
