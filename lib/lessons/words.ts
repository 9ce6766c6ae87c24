// Words that tell what an edit is about, in the languages that customers write. Matched on lower case without accents.

export const TONE =
  /\b(sorry|apolog\w*|regret|thank(s| you)?|appreciate|glad|happy to|pleased|please (do )?(let me|feel|get)|feel free|hope (this|that|it)|let (me|us) know|no worries|enjoy|have a (nice|great|good|lovely)|best|cheers|regards|sincerely|warm(ly)?|unfortunately|i understand|we understand|frustrat\w*|inconvenience|patience|just (reply|write|answer)|entschuldig\w*|tut (mir|uns) leid|danke|vielen dank|leider|gerne?|grusse?n?|liebe|desole\w*|excuse\w*|merci|malheureusement|cordialement|bonne journee|n'hesitez|siento|lamento|lamentamos|disculp\w*|gracias|saludos|desafortunadamente|grazie|scusa\w*|cordiali|obrigad\w*|desculp\w*|bedankt|helaas|groet\w*)\b|申し訳|ありがとう|よろしく|お手数/u;

export const GREETING =
  /^(hi|hello|hey|dear|good (morning|afternoon|evening|day)|hallo|guten|liebe|sehr geehrte|moin|servus|bonjour|bonsoir|salut|cher|hola|buen|estimad|querid|ciao|buongiorno|gentile|ola|oi|bom dia|boa tarde|car[oa]|prezad|beste|geachte|dag|hoi)\w*\b[^.!?]{0,50}$|^(こんにちは|お世話に|您好|你好)|様[、,]?$/u;

/** What binds the company, or lets somebody off. Wider than verification's list: here a false alarm costs one click. */
export const POLICY =
  /\b(refund\w*|reimburs\w*|compensat\w*|credit(ed|s)?|goodwill|waive[ds]?|free of charge|discount\w*|exception\w*|guarantee\w*|promise\w*|as a one-?off|this time only|liab\w*|we('ll| will) (make|extend|cover|pay)|i('ll| will) (make|extend|cover|pay)|erstatt\w*|gutschr\w*|kulanz\w*|ausnahm\w*|rabatt\w*|garantie\w*|versprech\w*|rembours\w*|exception\w*|garanti\w*|reembols\w*|devolver\w*|excepcion\w*|descuento\w*|garantiz\w*|rimbors\w*|eccezion\w*|sconto|terugbetal\w*|uitzondering\w*|korting)\b|返金|例外|保証/u;

const NEGATIONS =
  /\b(not|no|never|none|nothing|without|unless|cannot|neither|nor|only|except|\w+n['’]t|nicht|kein\w*|nie|niemals|ohne|nur|pas|jamais|sans|aucun\w*|nunca|sin|ningun\w*|solo|non|mai|senza|niet|geen|nooit|zonder|alleen|nao|sem|nenhum\w*)\b|ません|ない|不|没/gu;

export function negationsOf(folded: string): string {
  return (folded.match(NEGATIONS) ?? []).sort().join(' ');
}

const MONTHS =
  /\b(january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tomorrow|yesterday|januar|februar|marz|mai|juni|juli|oktober|dezember|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|janvier|fevrier|avril|juin|juillet|aout|septembre|octobre|novembre|decembre|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|lunes|martes|miercoles|jueves|viernes|sabado|domingo)\b/gu;

export function datesOf(folded: string): string[] {
  return folded.match(MONTHS) ?? [];
}

/** Something to do: an imperative at the start, a path through menus, or a numbered step. */
export const STEP =
  /^(please |then |first |next |after that |now |finally |you (can|need to|have to|must|should) |bitte |dann |zuerst )?(open|go to|click|press|select|choose|enter|type|check|turn|switch|set|add|remove|delete|download|upload|install|restart|reload|log (in|out)|sign (in|out)|wait|scan|print|connect|disconnect|update|change|copy|paste|contact|send|use|try|make sure|offnen|klicken|wahlen|geben|ouvrez|cliquez|choisissez|allez|abra|haga clic|seleccione|elija|apri|clicca|scegli|open|klik|kies)\b|\S\s?(>|→|›)\s?\S/u;
