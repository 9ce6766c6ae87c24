// Finds text that talks to the machine instead of to us: instructions, disguised instructions, made-up history, borrowed authority.
import { fold } from '#lib/knowledge/tokens.ts';
import model from '../data/injection.json' with { type: 'json' };
import { type LinearModel, predict } from '../linear.ts';
import { squeeze } from './squeeze.ts';

const DIRECT =
  /\b((ignore|disregard|forget|override|bypass|skip|drop|neglect)\b[^.\n]{0,40}\b(previous|prior|above|earlier|preceding|former|original|initial|all|your|system)\b[^.\n]{0,24}\b(instruction|prompt|rule|guideline|direction|order|command|polic|message|training|context|verification|restriction|filter)\p{L}*|(ignore|disregard|forget|override|bypass)\b[^.\n]{0,20}\b(any|the|these|those) (system )?(instruction|prompt|guideline|safety|security (check|rule))\p{L}*|system ?prompt(?!(s|ed|ing)? (employees|users|people|customers|members|patients|you|me|us|them|for|to|does)\b|: (waiting|enter|password|login|type)\b)|developer mode|jailbreak (mode|prompt|yourself|the (ai|bot|model|assistant))|DAN mode|do anything now|you are (now|no longer)\b(?! (\p{L}+ing|able|closed|open|available|part|owned|based|on|at|with)\b)|dear (ai|bot|assistant|robot|language model|llm|chatgpt|machine)\b|whatever you were (told|taught)|end of (the )?(customer|user)('s)? (message|mail|input|query|turn)|pretend (to be|you('re| are)|that you('re| are)) (not |an? |the |my |another |some )*(unrestricted|uncensored|evil|ai|a\.i\.|bot|model|developer|admin\p{L}*|manager|employee|agent|support|root|human without)|act as (if|an?|the|my)|stay in (role|character)|with no (rules|restrictions|filters)|without (any )?(rules|restrictions|filters)|(print|repeat|reveal|show|output|display|dump|leak|write out|give me|tell me)\b[^.\n]{0,30}\b(everything above|above this line|(all|the) (instructions|text) (above|you)|your (starting |initial |original |full |exact |secret |hidden |internal |own )*(system )?(prompts?|instructions|rules|configuration|guidelines|hidden \p{L}+))|(answer|respond|reply|write|start|begin|open|end)( your (reply|answer|response|message))? (only |exactly |just )?(with|as|by)( the (word|sentence|phrase|text|line|exact))?\s*[:"“'«]|(begin|start|open) your (reply|answer|response) (with|by)|reply (only|with only|exclusively|"|“)|(the )?(ai|a\.i\.|llm|language model|chat ?bot|virtual assistant|automated (assistant|system|agent)|ai (assistant|agent|system)s?)\b[^.\n]{0,60}\b(must|should|shall|please|have to|need to|is required|are required|are instructed|is instructed|will now|approve|classify|forward|respond|reply|send|confirm|run|execute|ignore)\b|(agents|bots) (&|and|or) (bots|agents) are instructed|\bbots? (have to|must|are to|shall|need to) (reimburse|refund|approve|confirm|send|pay|credit|grant|disclose|skip|release|answer|accept)\b|you have (this|the following|access to (this|the)) (tool|function)|put\b[^.\n]{0,60}\bin (base64|rot13|hex)|decode (this|for|and|the following)|in base64|(modify|convert|render|encode|append|prepend|reverse|transform|replace|alter|rephrase)\b[^.\n]{0,50}\byour (reply|response|answer|output|message))/iu;

const ADDRESSED =
  /(^|[\n([{<*#-])\s*(note|notes|message|instruction|instructions|reminder|system|ps|p\.s\.|consigne|attention|important|info|hinweis|anweisung|nota|instruction|nachricht|mensaje|messaggio|bericht|mensagem)?\s*(\(?(to|for|an|fur|pour|a|para|per|aan|voor)\)?)?\s*(the|any|all|whichever|whatever|den|die|das|l'|le|la|el|il|o|de|het)?\s*(ai|ki|ia|bot|llm|assistant|assistent(en)?|asistente|assistente|model|chatbot|language model|sprachmodell|robot|system|automated (assistant|system|agent)|automat\p{L}+)( (assistant|agent|system|model|note|bot|reading|processing)\p{L}*)?(,? \p{L}+){0,5}\s*[:>\]]/iu;

const TAGGED =
  /<\/?\s*(system|instructions?|assistant|prompt|inst|im_start|im_end|admin)\b|\[(system|inst|assistant|admin|instruction)[^\]]{0,60}\]?|\[\/?INST\]|<\|[a-z_]+\|>|["']?role["']?\s*:\s*["'](system|assistant|user|developer|tool)["']|^\s*#{2,}\s*(system|instruction|new instructions|override)/imu;

const AUTHORITY =
  /\b((your|our|the) (manager|boss|ceo|cto|supervisor|head of (support|service|product)|management|legal team|colleague|support team|team lead)\b[^.\n]{0,40}\b(approved|authori[sz]ed|confirmed|agreed|already (said|ok)|promised me|signed off)|(exception|override|approval|bypass) code|approved exception|per (internal )?policy[^.\n]{0,20}(must|obliges|you have)|policy (obliges|requires|says|update)[^.\n]{0,60}(you|ai|assistant|agents?)\b|new policy[^.\n]{0,60}(approve|refund|must)|(as|i am|i'm|this is) (an? |the |your )?(developer|system|openai|anthropic|cfo|ceo|cto)\b|\/admin\b|--confirm)/iu;

const TRANSCRIPT =
  /^\s*(agent|assistant|support|bot|customer|user|human|ai|system|operator|kunde|client|cliente|mitarbeiter)\b[^:\n]{0,20}:\s*\S?/gimu;

const FOREIGN =
  /\b((du bist|sie sind) (ab sofort|ab jetzt|jetzt|nun) (ein|eine|der|die|mein|kein|nicht mehr)|(tu es|vous etes) (maintenant|desormais) (un|une|le|la|mon)|(ahora|desde ahora|a partir de ahora) eres (un|una|mi|el)|(agora|a partir de agora) (es|voce e) (um|uma|o|meu)|(ora|adesso|da ora) sei (un|una|il|mio)|(je|jij) bent (nu|vanaf nu) (een|mijn|geen)|(ignorier|vergiss|vergesst|vergessen sie|missachte)\p{L}*\b[^.\n]{0,40}\b(anweisung|regel|vorgabe|instruktion|bisherige|vorherige)\p{L}*|vergiss alles|antworte (nur|ausschliesslich|mit)|gib (deinen|den) system|(ignore[zr]?|oublie[zr]?)\b[^.\n]{0,40}\b(consigne|instruction|regle)s?|oublie[zr]? tout|repond(s|ez) (uniquement|seulement|exactement|par)|(ignora|olvida|olvide|omite|dimentica|scorda|esquec|esquec[ae])\p{L}*\b[^.\n]{0,40}\b(instruccion|regla|istruzion|regol|instruco|instrucoe|regra)\p{L}*|responde (solo|solamente|unicamente|apenas|exactamente)|rispondi (solo|soltanto|unicamente)|(olvida|ignora) todo|(negeer|vergeet)\b[^.\n]{0,40}\b(instructie|regel)s?|antwoord (alleen|uitsluitend|met))\b|(以前|上記|これまで)の?(指示|命令|ルール)(は|を)?(すべて|全て)?(無視|忘れ)|(指示|命令)(は|を)(すべて|全て)?無視|(忽略|无视|忘记)(你)?(之前|以上|所有)?的?(所有)?(指令|指示|规则)|AI(アシスタント)?(の方)?(は|へ|に|:|:)/iu;

/** HTML that arrived as text: styles that hide words from the reader. */
const INVISIBLE_STYLE =
  /style\s*=\s*["'][^"']*(font-size:\s*0|display:\s*none|visibility:\s*hidden|opacity:\s*0|color:\s*(#fff|white|transparent)|left:\s*-\d{3,})/i;

/** Letters with blanks between them, longer than a heading would be. */
const SPACED = /(?<!\p{L})(?:\p{L} ){11,}\p{L}(?!\p{L})/u;

export type InjectionFinding = { found: boolean; kinds: string[]; probability: number };

/** Above this the small model alone raises the alarm; a short text gives it little to go by. Set for under 3% false alarms on benign mail. */
const MODEL_ALARM = { long: 0.85, short: 0.95 };
const LONG = 300;

/** Any text, squeezed or not. @param hidden text that parsing dropped because no reader would have seen it. */
export function findInjection(text: string, hidden = '', trained: LinearModel = model): InjectionFinding {
  const kinds = new Set<string>();
  for (const [source, prefix] of [
    [squeeze(text), ''],
    [squeeze(hidden), 'hidden_'],
  ] as const) {
    const visible = unmask(source);
    const folded = fold(visible);
    if ([visible, unjoined(visible), turned(visible)].some((form) => DIRECT.test(form)) || FOREIGN.test(folded))
      kinds.add(`${prefix}instruction`);
    if (SPACED.test(visible)) kinds.add(`${prefix}invisible`);
    if (ADDRESSED.test(folded) || TAGGED.test(visible)) kinds.add(`${prefix}addressed`);
    if (AUTHORITY.test(visible)) kinds.add(`${prefix}authority`);
    if ((visible.match(TRANSCRIPT) ?? []).length >= 2) kinds.add(`${prefix}transcript`);
    if (INVISIBLE_STYLE.test(source)) kinds.add(`${prefix}invisible`);
    if (visible !== source && visible.length < source.length - 3) kinds.add(`${prefix}invisible`);
    if (encoded(source).some((decoded) => looksLikeOrder(decoded))) kinds.add(`${prefix}encoded`);
  }
  const probability = predict(trained, text)[1] ?? 0;
  if (probability > (text.length > LONG ? MODEL_ALARM.long : MODEL_ALARM.short)) kinds.add('model');
  return { found: kinds.size > 0, kinds: [...kinds], probability };
}

/** Removes planted blocks so that the honest question can still be searched for: tagged, bracketed, quoted and addressed lines. */
export function withoutPlanted(text: string): string {
  const kept = unmask(squeeze(text))
    .replace(/<[^>]{1,400}>/g, ' ')
    .replace(/[A-Za-z0-9+/]{24,}={0,2}/g, ' ')
    .split(/\n+|(?<=[.!?])\s+(?=[\p{Lu}("[])/u)
    .filter(
      (line) => !DIRECT.test(line) && !ADDRESSED.test(fold(line)) && !TAGGED.test(line) && !FOREIGN.test(fold(line)),
    );
  return kept.join('\n').trim();
}

/** Zero-width, bidirectional and tag characters hide words from people, not from machines. */
export function unmask(text: string): string {
  return text.replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF\u00AD]|[\u{E0000}-\u{E007F}]/gu, '');
}

/** The words of a file's name. */
function unjoined(text: string): string {
  return text.replace(/[_+-]+/g, ' ');
}

/** Thirteen letters on: what looks like nonsense to a reader is plain to a model. */
function turned(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const first = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - first + 13) % 26) + first);
  });
}

function encoded(text: string): string[] {
  const runs = text.match(/[A-Za-z0-9+/]{20,}={0,2}/g) ?? [];
  return runs.flatMap((run) => {
    const decoded = Buffer.from(run, /^([0-9a-f]{2})+$/i.test(run) ? 'hex' : 'base64').toString('utf8');
    const readable = decoded.match(/[\p{L}\p{N} .,:;!?'"€$%()-]/gu)?.length ?? 0;
    return readable >= decoded.length * 0.95 && decoded.includes(' ') ? [decoded] : [];
  });
}

function looksLikeOrder(decoded: string): boolean {
  return decoded.trim().split(/\s+/).length >= 3;
}
