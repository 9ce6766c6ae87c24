// Words that decide whose matter a message is. Hand-written, several languages, generic: no product names. Accents are folded before matching.

/** Each group alone means: a person, at once. */
export const PERSON_MATTERS: { name: string; pattern: RegExp }[] = [
  {
    name: 'legal',
    pattern:
      /\b(my|our|a|his|her|the) (lawyer|attorney|solicitor|barrister|legal (team|counsel|adviser|advisor))s?\b(?!('?s)? (office|firm|template|plan|contacts?|colleagues?|friends?)\b)|\b(solicitors|attorneys at law|legal (action|proceedings|notice|steps|representation)|letter before (action|claim)|cease and desist|without prejudice|all rights (are )?reserved|take (you|this|it|them) to (the )?(small claims )?(court|tribunal)|(county|district|high|small claims) court|court (order|summons|hearing|papers)|before court|sue (you|your|the company)|suing|lawsuit|litigation|subpoena|summons|formal notice|ombudsman|trading standards|consumer (protection|rights) (agency|authority|office|body)|legally liable|hold you liable|liability insurer|class action|breach of contract|issue proceedings)\b/u,
  },
  {
    name: 'legal',
    pattern:
      /\b(rechtsanw\p{L}*|anwalt\p{L}*|anwaltskanzlei|(an|durch|von) (die|meine|unsere|eine) kanzlei|unser\p{L}* mandant\p{L}*|abmahnung|klage (einreichen|erheben)|verklagen|gerichtlich\p{L}*|mahnbescheid|rechtliche schritte|rechtsweg|unterlassungserklarung|verbraucherzentrale|strafanzeige|schadensersatz|letzte frist|mise en demeure|avocat\p{L}*|tribunal\p{L}*|huissier|poursuites( judiciaires)?|porter plainte|porte plainte|dgccrf|saisirai|voie judiciaire|abogad\p{L}*|demandar(les|los|emos)?|acciones legales|via judicial|juzgado|burofax|hoja de reclamaciones|denunciar(e|emos|los|les)?|avvocato|diffida|vie legali|azioni legali|querela|advogad\p{L}*|acao judicial|procon|vias judiciais|medidas legais|processar (voces|a empresa)|advocaat|ingebrekestelling|in gebreke|dagvaard\p{L}*|rechtbank|juridische stappen|rechtszaak|geschillencommissie)\b/u,
  },
  {
    name: 'legal',
    pattern:
      /弁護士|訴訟|法的措置|法的手段|裁判|消費者センター|消費生活センター|内容証明|律师|起诉|法院|投诉到|消费者协会/u,
  },
  {
    name: 'authority',
    pattern:
      /\b(data protection (authority|commission\p{L}*)|supervisory authority|information commissioner|(the|a|our|your) regulators?|police(?! (sports?|club|choir|band|academy|uniform))|prosecutor|law enforcement|tax (authority|office) (is|are|has|asks|request|investigat)\p{L}*|bailiff|debt order|garnish\p{L}*|(search|arrest|court|a) warrant|datenschutzbehorde|aufsichtsbehorde|landesbeauftragte\p{L}*|polizei|staatsanwalt\p{L}*|cnil|gendarmerie|police nationale|agencia (espanola )?de proteccion de datos|aepd|policia|guardia civil|autoriteit persoonsgegevens|politie|garante (per la )?privacy|polizia|carabinieri|anpd|policia federal)\b|警察|個人情報保護委員会|警方|公安/u,
  },
  {
    name: 'press',
    pattern:
      /\b(journalist(s|in|innen)?\b(?!'s)|(a|freelance) reporter\b(?! (field|role))|reporter (with|from|for|at|here)|news ?desk|press (inquir|enquir|request|office|contact|team)\p{L}*|request for comment|comment or no comment|for comment|(article|story|piece|segment|episode|report) (about|on|for) (you|your|tomorrow|our|us)|running a (piece|story)|my next (video|podcast|episode|article)|(our|my) (podcast|next episode)|(host|produce|record)\b[^.\n]{0,40}\bpodcast|editor(ial)? (of|at|deadline|team)|tv (show|crew|programme)|broadcast\p{L}*|journalistin|redaktion|presseanfrage|zeitung|stellungnahme|journaliste|redaction|periodista|redaccion del? (diario|periodico)|reportaje|giornalista|redazione|jornalista|reportagem|verslaggever|journaliste|krant|redactie)\b|記者|取材|編集部|记者|采访/u,
  },
  {
    name: 'self_harm',
    pattern:
      /\b(suicid\p{L}*(?! (prevention|hotline|helpline|awareness))|kill(ing)? myself|end(ing)? (my life|it all)|want to die|don'?t want to (live|be here|wake up)|no (reason|point) (in |to )?(living|live|going on)|what'?s the point( anymore)?|whats the point|if i('m| am|m) not (around|here) (any ?more|tomorrow)|wasn'?t here (anymore|on|tomorrow)|nobody would (notice|miss|care)|better off without me|can'?t go on( anymore| any more)?|letters to (the|my) (kids|children|family|wife|husband)|selbstmord|umbringen|nicht mehr leben|keinen sinn mehr|me suicider|mettre fin a mes jours|plus envie de vivre|suicidarme|quitarme la vida|no quiero vivir|suicidarmi|farla finita|me matar|tirar minha vida|zelfmoord|niet meer leven|er een eind aan)\b|死にたい|自殺|消えてしまいたい|想死|自杀|不想活/u,
  },
  {
    name: 'bereavement',
    pattern:
      /\b((my|our|his|her|the) (late )?(husband|wife|mother|father|mum|mom|dad|son|daughter|brother|sister|partner|founder|owner|boss|colleague)\p{L}*( \p{Lu}?\p{L}+)? (has |just |recently )?(died|passed away|passed|is dead|was killed)|passed away|died (on|in|last|yesterday|suddenly|this)|he died|she died|funeral(?!( home| director| service| parlou?r|'s)\b)|verstorben\p{L}*|gestorben|todesfall|beerdigung|trauerfall|(est )?deced\p{L}*|est mort\p{L}*|obseques|fallecio|fallecid\p{L}*|ha muerto|murio|funeral|e mort[oa]|decedut\p{L}*|e venut[oa] a mancare|faleceu|falecid\p{L}*|morreu|overleden|begrafenis|is gestorven)\b|亡くな(り|っ)|逝去|他界|去世|过世/u,
  },
  {
    name: 'threat',
    pattern:
      /\b(i know where (you|your)|i('| wi)ll (come (round|over|to your|by)|find (you\b(?! (an?|the|some|my|our|this|that|those)\b)|out where you)|hurt|kill|burn|smash|sort out whoever)|come round and|you('| wi)ll (regret|be sorry|pay for this)|watch your back|burn (it|your|the) \p{L}*|bomb|know (that )?your office|or i (post|publish|leak|tell|write|release)|i (will|'ll) (post|publish|leak|expose)\b.{0,60}\b(unless|until|if)|5 stars or 1|(one|1)[- ]star .{0,40}(unless|or|everywhere)|ransom|blackmail|ich weiss wo ihr|ich komme (vorbei|zu euch)|das werdet ihr bereuen|je sais ou vous|vous allez le regretter|se donde (viven|estan)|lo van a lamentar|so dove|ve ne pentirete|ik weet waar jullie|sei onde voces)\b|殺す|ただじゃおかない|杀了/u,
  },
  {
    name: 'harassment',
    pattern:
      /\b(stalk\p{L}*|restraining order|my ex(-| )?(husband|wife|boyfriend|girlfriend|partner)?\b.{0,80}\b(address|found|scared|track)|(i'?m|im|i am) (so |very |really )?(scared|afraid (of|for|to)|not safe|in danger)|harass\p{L}*|domestic (violence|abuse)|belastig\p{L}*|bedroh\p{L}*|harcel\p{L}*|acos(o|ando|ador)|amenaz\p{L}*|perseguid\p{L}*|molestie|minacc\p{L}*|bedreig\p{L}*|ameac\p{L}*)\b|ストーカー|脅迫|骚扰|跟踪/u,
  },
  {
    name: 'discrimination',
    pattern:
      /\b(discriminat\p{L}*|racis\p{L}*|sexis\p{L}*|homophob\p{L}*|transphob\p{L}*|islamophob\p{L}*|antisemit\p{L}*|slur|because (i'?m|i am|we'?re) (black|muslim|jewish|gay|disabled|a woman|foreign)|where i'?m .{0,3}(actually|really).{0,3} from|screen ?reader .{0,80}(law|illegal|income|months)|i'?m blind|accessibility (law|act)|diskriminier\p{L}*|rassis\p{L}*|behindertenfeindlich|discrimin\p{L}*|raciste|racismo|racista|razzis\p{L}*)\b|差別|人種|歧视/u,
  },
  {
    name: 'injury',
    pattern:
      /\b(injur(y|ed|ies)|(?<!by )(?<!by an )accident (at|with|in)\b(?! my own)|hurt (my|myself)|stitches|(taken|rushed|brought|admitted|sent|went|had to go|ended up|landed|is|are|lying) (back )?(to|in|into) (the |an? )?hospital|hospitali[sz]ed|ambulance|electric shock|burn(ed|t) my|caught fire|verletz\p{L}*|(im|ins) krankenhaus|unfall|blesse\p{L}*|l'hopital|herid\p{L}*|lesionad\p{L}*|ferit[oa]|(in|all'|dall')ospedale|ferid[oa]|gewond|(in|naar) het ziekenhuis)\b|怪我|負傷|入院|受伤/u,
  },
  {
    name: 'breach',
    pattern:
      /\b((data|security|privacy) (leak|breach|incident)|leak(ed|ing)? (our|my|the|customer|personal|data)|(see|seeing|showed|shows|got|received|list of) (other|another|someone else'?s|a (completely )?different) (people|person|customer|compan|account|shop|user)\p{L}*.{0,24}(orders|data|invoice|details|names|information|address)?|other people'?s (orders|data|details|invoices)|(within|report\p{L}*|notif\p{L}*)\b[^.?\n]{0,30}\b72 hours|phishing|your data protection officer|who is your dpo|datenleck|datenpanne|datenschutzverletzung|abfluss|kundendaten im netz|fremde (daten|bestellungen|rechnungen)|fuite de donnees|donnees d'autres clients|fuga de datos|brecha de (datos|seguridad)|datos de otros clientes|violazione dei dati|dati di altri|vazamento de dados|dados de outros|datalek|gegevens van andere)\b|情報漏|流出|他の(お客|会社|人).{0,8}(情報|注文)|数据泄露|泄露/u,
  },
  {
    name: 'takeover',
    pattern:
      /\b(hacked|hijack\p{L}*|account (was |has been |got )?(stolen|compromised|taken over)|someone (else )?(changed|is (using|in|withdraw\p{L}*|order\p{L}*|logged)|logged in(to)?|got into|has access|stole)|was(n'?t| not) me|not me who|(i|we) didn'?t (make|do|authori[sz]e) (this|it|that|these)|unauthori[sz]ed (access|login|charge|transaction|withdraw\p{L}*)|gehackt|konto (ubernommen|gekapert)|fremder zugriff|pirate\p{L}*|compte a ete (pirate|vole)|hackead\p{L}*|me han robado la cuenta|compromess[oa]|violato il mio account|invadi(da|ram|do)|gehackt|account (is |wordt )?overgenomen)\b|乗っ取|不正アクセス|ハッキング|被盗|被黑/u,
  },
  {
    name: 'whistleblower',
    pattern:
      /\b(whistle-?blow\p{L}*|rather not give my name|anonymous(ly)? (tip|report)|one of your (support |sales )?(people|employees|staff|agents|colleagues)\b.{0,60}\b(sell\p{L}*|steal\p{L}*|leak\p{L}*|brib\p{L}*|took|asked|told me)|only (going to )?(talk|speak) (with|to) (someone from )?(management|compliance)|corruption (in|at) your|brib(e|ery)|hinweisgeber|compliance-abteilung|lanceur d'alerte|denuncia anonima|soborno|klokkenluider)\b/u,
  },
];

/**
 * The whole answer is the word: what a mail of the AI's tells the customer to write, and what people write instead. For the first line of a short
 * answer only. Japanese letters stand alone or in a request: 担当者 in a salutation is none.
 */
export const PERSON_WORD =
  /^[^\p{L}\p{N}]*((an?|one|the|einen?|une?|una?|een|uma?|mit einem|a|avec|con|com|met) )*((real|human|live|echte[nr]?|vraie?) )?(person|human|human being|somebody|agent|operator|representative|mensch(en)?|mitarbeiter(in)?|personne|humain|conseiller|persona|humano|agente|persoon|mens|medewerker|pessoa|atendente|umano|operatore|担当者|担当|人間|オペレーター|人|人工|人工客服|真人)(,? (please|now|thanks|thank you|bitte|danke|por favor|gracias|alstublieft|graag|svp|s[’']il vous plait|merci|per favore|grazie|obrigad[oa])|(の方)?[をにとで]?(お願い(いたします|致します|します)?|希望(します)?|代わってください|話したい(です)?)?)?[^\p{L}\p{N}]*$/u;

/** The customer asks for a person in so many words. */
export const ASKS_PERSON =
  /\b((talk|speak|chat|connect me|transfer me|put me through|get me|give me|(want|need)(?= (to (talk|speak|chat|hear|see|reach)|an?|your|some|the|some(one|body)|my)\b)(?! (an?|the) (\p{L}+ )?(seat|place|licen[cs]e|plan|role|ticket|room))|reach|escalate)\b[^.?!\n]{0,28}\b(real |actual |live |human |living )?(person|human|human being|representative|someone real|somebody real|real (agent|people|someone)|live agent|supervisor|manager|team lead)(?! (role|view|account|permission|seat|rights?)s?\b)|(talk|speak|discuss|conversation|word)\b[^.?!\n]{0,40}\b(living|employee|member of (your|the) (team|staff)|some(body|one) (in charge|responsible|senior|human)|(anybody|anyone|somebody|someone) (at|from|in) (your|the) (company|team|management)|(your )?(boss|superior|director|management|headquarters)|who(ever)? (is|'s) in charge|who do i speak (to|with)|to who (is|'s) in charge)|who (do|can|should) i speak (to|with)|(real|actual|live|living|human) (person|human|being|soul|employee|colleague)|human (reply|answer|contact|touch)|some(one|body) human|a human\b[^.?!\n]{0,24}\b(call|read|reply|answer|look)|(put|get|fetch|call|bring|give)\b[^.?!\n]{0,12}\b(your|a|the) (boss|manager|supervisor|superior) ?(on|to|here|now)?|(who is|who's|name of) your (boss|manager|superior|supervisor)|(have|let) (a|your|the|some(one|body)) ?(manager|supervisor|boss|responsible|in charge)?[^.?!\n]{0,20}\b(call|phone|ring) me|instead of (this|that|your|these|those|an?|the|all the)\b[^.?!\n]{0,20}\b(bots?|robots?|machines?|a\.?i\.?|templates?|prewritten|automated|automatic)|not (with |from |to |by )?(an?|this|your|another|the) ([\p{L}]+ )?(machine|computer|algorithm|chat ?bot|a\.?i\.?|template|script)\b|(enough|sick|tired|done) (of|with)\b[^.?!\n]{0,24}\b(bots?|robots?|machines?|automated|automat\p{L}+|templates?|canned)|template will not do|(is|are) (there )?(anybody|anyone|somebody|someone) (there|alive|real|behind|reading)|does (anybody|anyone|somebody|nobody) (even |actually |ever )?read|complaints department|humans? ?[?]|any(one|body) ?[?]{2}|(anyone|anybody|humans) in there|personal apology|answer from (your|the) management|(speak|talk|apology)\b[^.?!\n]{0,24}\b(managing director|ceo|management)|anybody (actually )?alive|are you a (bot|robot)|no (more )?(bots?|robots?|macros?|standard (answer|reply)|canned)|not (a|another) (bot|robot|macro)|echte[nr]? (mensch|person|mitarbeiter)\p{L}*|lebende[nrs]? mensch\p{L}*|mit (einem|einer|nem|ihrem|eurem|dem) (menschen|person|mitarbeiter\p{L}*|vorgesetzt\p{L}*|verantwortlich\p{L}*|chef\p{L}*|leit\p{L}*|geschaftsfuhr\p{L}*)|(von|bei|an) (einem|einen|ihrem|eurem|ihren) (vorgesetzt|verantwortlich|chef|geschaftsfuhr)\p{L}*|jemand(en|em)? (sprechen|echtes|zustandig\p{L}*)|(vorgesetzten|verantwortlichen) (sprechen|horen)|(keine|nicht|statt) [^.?!\n]{0,14}(maschine|automat|textbaustein|roboter)\p{L}*|textbaustein\p{L}*|keine standardantwort|kein (bot|roboter)|ruckruf durch|parler (a|avec) (un|une|quelqu'un)( vrai| vraie)? ?(humain|personne|conseiller|conseillere)?|un (vrai )?(humain|conseiller|etre humain)|une vraie personne|(parler|voir|joindre|contacter)\b[^.?!\n]{0,20}\b(responsable|superieure?|direct(eur|rice)|chef|gerante?)|pas (a |avec )?(un|une) (machine|robot|automate)|hablar con (una persona|un humano|alguien|un agente)|persona (real|de verdad)|un humano|(hablar|comunicarme|contactar|contacte)\b[^.?!\n]{0,20}\b(responsable|jef[ea]|encargad[oa]|supervisor|superior|gerente)|no (con )?(un|una) (robot|maquina|bot)|parlare con (una persona|un operatore|qualcuno)|(persona|essere uman[oa]) (vera|reale)|persona vera|essere umano|parlare\b[^.?!\n]{0,20}\b(responsabile|direttore|superiore|capo)|non (con )?(un|una) (robot|macchina)|falar com (uma pessoa|um humano|um atendente|alguem)|pessoa de verdade|falar\b[^.?!\n]{0,20}\b(gerente|responsavel|supervisor|chefe)|nao (com )?(uma|um) (maquina|robo)|iemand (echt|van jullie) (spreken|aan de lijn)|(een|echt|levend) mens|echt persoon|iemand\b[^.?!\n]{0,20}\b(spreken|verantwoordelijk)|leidinggevende|(geen|niet|plaats van) [^.?!\n]{0,12}(robot|bot|machine)\b|met een (mens|persoon|medewerker)( spreken)?)\b|(人間|担当者|オペレーター|責任者)(の方)?(と|に|から)(話|直接|代|の返信|ご連絡|お話)|責任者ご本人|(担当|責任)者の方と直接|直接お?話し?したい|機械の(返事|回答|返信)|(責任者|上司)を出|人間の(担当|方|オペ)|经理|主管|不要机器人|人工客服|转人工|真人/u;

/** Written before, more than once, and tired of it. */
export const REPEATED =
  /\b((third|fourth|fifth|sixth|3rd|4th|5th|6th|10th|tenth|hundredth|umpteenth) (time|e?-?mail|message|attempt|request|ticket|try)|(written|asked|contacted|emailed|told) (you )?(three|four|five|six|seven|3|4|5|6|7|many|several|multiple|countless) times|how many (more )?times|again and again|over and over|same (answer|article|reply|macro|template|text) (again|over|for the)|for the (third|fourth|fifth|nth|3rd|4th|5th) time|still no (answer|reply|response)|nobody (answers|replies|responds)|ignoring (me|us)|(zum|das) (dritten|vierten|funften|\d\.?) mal|dritte (mail|nachricht)|wiederholt\p{L}* (angefragt|geschrieben)|keiner antwortet|troisieme (fois|message|mail|relance)|malgre mes relances|pour la (3e|4e|troisieme|quatrieme) fois|tercera vez|por (tercera|cuarta|quinta) vez|nadie (me )?(contesta|responde)|terza volta|nessuno risponde|terceira vez|ninguem responde|derde (keer|mail)|voor de (derde|vierde) keer|niemand (reageert|antwoordt))\b|三度目|3度目|三回目|何度も|第三次|多次/u;

/** So often, and it is the writing itself that was repeated: that needs no bad mood. */
export const WROTE_AGAIN =
  /\b((third|fourth|fifth|sixth|seventh|tenth|umpteenth|3rd|4th|5th|6th|7th|10th) (time|e?-?mail|message|letter|ticket|request)( that| now)? (i|we|you)('ve| have| am|'m|'re| are)? (now )?(writ\p{L}+|wrote|ask\p{L}*|contact\p{L}*|explain\p{L}*|clos\p{L}+|told|tell|call\p{L}*|e?-?mail\p{L}*|sen[dt]|complain\p{L}*|repeat\p{L}*)|(three|four|five|six|seven|eight|nine|ten|[3-9]|\d\d) (e-?mails?|messages?|letters?|calls?|tickets?)( now| already)?,? (in|within|over) (the (last|past) )?([\p{L}\d]+ )?(hours|days|weeks|months)|(explained|told|written|wrote|asked|contacted|called)\b[^.?!\n]{0,24}\b(three|four|five|six|seven|ten|[3-9]|\d\d) ((different |of your )?(people|persons|agents|colleagues)|times)|(das|zum) (dritte|vierte|funfte|sechste|\d\.)n? mal,? (dass|das|schreib)|(tercera|cuarta|quinta|sexta) vez que (escrib|llam|contact)\p{L}*|(troisieme|quatrieme|cinquieme) fois que (je|nous)|(terza|quarta|quinta) volta che (scriv|chiam|contatt)\p{L}*|(terceira|quarta|quinta) vez que (escrev|lig|contact)\p{L}*|(derde|vierde|vijfde) keer dat (ik|wij|we))/u;

/** Ends it all. With anger it is not a question of how. */
export const CANCELS =
  /\b((cancel|terminate|delete|close)( all| everything| it| this| the (whole|entire|damn|bloody)| (my|our)\b)|cancel(led)?[.!]|want out|i'?m (leaving|out|done)\b|i am (leaving|done)\b|kundig\p{L}+ (sie|mir|alles|sofort)|kundigung|resiliez|de(n|me|nme) de baja|zeg\b[^.?!\n]{0,30}\bop\b|disdico|cancelem|cancele tudo)|解約します|全部取消/u;

export const MONEY =
  /\b(refund\p{L}*|reimburs\p{L}*|compensat\p{L}*|charge(d)? ?back|money back|get (my|our|the) money|give it back|pay (me|us) back|(over|double|wrongly|twice) ?charged|charged (me|us|twice|again|double|for)|double charge|paying (you )?twice|goodwill|credit (note|my|our|us)|return the money|missing (money|transfer|payment)|disput\p{L}*|owed|vanished|deduct\p{L}*|(has |have |been |was |were )?taken (from|out of|off)|(unexpected|extra|wrong|hidden|second) (charge|fee|amount|payment)s?|what are we owed|advance (me |us )?half|push .{0,20}credit|erstatt\p{L}*|ruckzahl\p{L}*|geld zuruck|doppelt (abgebucht|berechnet)|gutschrift|rembours\p{L}*|restitu\p{L}*|double prelevement|reembols\p{L}*|devoluci\p{L}* del? (dinero|importe|saldo)|cobrado (dos veces|de mas)|rimbors\p{L}*|reembols\p{L}*|estorno|cobrad[oa] (duas vezes|a mais)|terugbetal\p{L}*|geld terug|dubbel (afgeschreven|betaald|in rekening))\b|返金|払い戻し|二重請求|退款|赔偿/u;

export const PRIVACY =
  /\b(gdpr|dsgvo|rgpd|avg-verzoek|ccpa|subject access|article 1[57]|art\.? ?1[57]|right to (be forgotten|erasure|access)|personal data|delete (all )?(my|her|his|their|our customer'?s?) (personal )?data|data protection|datenschutz\p{L}*|auskunft nach|personenbezogen\p{L}*|donnees personnelles|datos personales|dati personali|dados pessoais|lgpd|persoonsgegevens)\b|個人情報|个人信息/u;

export const SECURITY =
  /\b(reset (my |our |the )?(2fa|mfa|two-factor|password for)|disable (2fa|mfa|two-factor)|2fa reset|someone (removed|changed|logged)|can'?t log ?in|cannot log ?in|locked out|lost access|api key (leaked|exposed|public)|vulnerabilit\p{L}*|security (hole|flaw|bug|issue|report)|bug bounty|hacked|compromised|phishing|suspicious (login|activity|mail|email)|labels? we didn'?t|sicherheitslucke|zugang verloren|faille de securite|vulnerabilidad|falla di sicurezza|falha de seguranca|beveiligingslek)\b|セキュリティ(上の)?(問題|脆弱)|脆弱性|安全漏洞/u;

export const THREAT =
  /\b(or else|consequences|trustpilot|(bad|negative|1-star|one-star) reviews?|(go|going) public|tell everyone|social media|cancel(l)?ing (everything|our contract) (if|unless)|schlechte bewertung|mauvais avis|malas resenas|slechte review)\b/u;
