// More of what belongs to a person: people in need, danger to body or data, officials, and patience at its end. Hand-written, generic, several
// languages; matched on folded text like phrases.ts.

export const MORE_MATTERS: { name: string; pattern: RegExp }[] = [
  {
    name: 'distress',
    pattern:
      /\b(panic attacks?|nervous breakdown|can'?t (cope|take (it|this) any ?more|sleep (because|over|since))|at my wit'?s end|(severely|clinically) depress\p{L}*|mental health (crisis|condition|problem)s?|(diagnosed with|dying of|treatment for) (cancer|a (serious|terminal))|chemo(therapy)?|terminally ill|intensive care|(i am|i was|left me|sitting here|sat here|had me) in tears|crying (as|while|over)|can'?t (feed|pay (the|my) (rent|mortgage|staff|bills))|(losing|lose|lost) (my|our) (home|house|livelihood|life savings|job)|(going|gone|go) bankrupt|bankruptcy|insolven\p{L}*|evict\p{L}*|food bank|(my|our) (whole )?(existence|livelihood)|(i'?m|i am) (an? )?[789]\d[- ]years?[- ]old|miscarriage|stillborn|nervenzusammenbruch|verzweifelt am ende|existenz(bedrohend|angst|grundlage|en?)\p{L}*|insolvenz\p{L}*|krebs(diagnose|erkrankung|kranke?)|bin am ende|au bord du gouffre|je n'en peux plus|depression nerveuse|faillite|no puedo mas|quiebra|desahuci\p{L}*|fallimento|non ce la faccio piu|sfratt\p{L}*|faillissement|ik kan niet meer|falencia|nao aguento mais)\b|もう限界|倒産|破産|癌|がんの|破产|撑不下去/u,
  },
  {
    name: 'safety',
    pattern:
      /\b(caught (on )?fire|on fire|burst into flames|explo(ded?|sion)|smok(e|ing) (came|coming|from|out)|smell of (burning|gas)|electrocut\p{L}*|electric shock|carbon monoxide|poison(ed|ing)|allergic reaction|anaphyla\p{L}*|choking|(my|our|a) (child|baby|toddler|daughter|son|kid) (was|is|got|has been|swallowed|nearly|almost)\b.{0,40}\b(hurt|injured|sick|ill|burn\p{L}*|poison\p{L}*|hospital|danger)|feuer gefangen|explodiert|brand(gefahr|verletzung)|stromschlag|vergiftung|pris feu|explose|intoxication|choc electrique|se incendio|exploto|explotado|intoxica\p{L}*|preso fuoco|esplos[oa]|scossa elettrica|in brand|ontploft|vergiftiging|pegou fogo|explodiu)\b|火災|発火|爆発|感電|起火|爆炸/u,
  },
  {
    name: 'authority',
    pattern:
      /\b((detective|inspector|sergeant|constable|special agent|investigat(or|ing officer)) \p{L}+( \p{L}+)?,|(this is|i'?m|i am|my name is) (a |an |the )?(police |investigating )?(detective|inspector|sergeant|constable|officer|special agent|investigator)|(criminal|tax|customs|fraud|antitrust|official|ongoing|open) (investigation|inquiry|enquiry)|(interpol|europol|fbi|bka|attorney general|district attorney|public prosecutor|serious fraud office|cyber ?crime unit|economic crime unit)|(agent|officer|official)s? (of|from|at|with) (the )?(fbi|hmrc|irs|ftc|customs|ministry|tax office|government)|preservation (request|order)|(production|disclosure|freezing|court) order|emergency disclosure|request for information under|mandat|requisition judiciaire|requerimiento (judicial|oficial)|fiscalia|procura della repubblica|guardia di finanza|openbaar ministerie|ministerio publico|zollfahndung|steuerfahndung|ermittlungsverfahren|aktenzeichen|kriminalpolizei|bundesamt|bundesnetzagentur)\b|捜査|照会書|税務署からの|公安局|法院传票/u,
  },
  {
    name: 'legal',
    pattern:
      /\b(legal (department|advice|claim|matter|dispute)|(our|my) insurers?('s)? (legal|lawyers?|claim)|statutory (rights?|demand|notice)|consumer (rights|protection) (act|law)|(pre-?action|letter of claim|notice of (claim|intent|breach|dispute))|arbitration|mediation (body|board|proceedings)|(trade ?mark|copyright|patent|dmca|ip) (infring\p{L}*|violation|takedown|complaint|notice)|infring\p{L}* (of )?(my|our) (trade ?mark|copyright|patent)|defam\p{L}*|libel\p{L}*|slander|(claim|seek|demand) (damages|compensation)|liable for|negligen(t|ce)|unfair (contract|dismissal)|terminate the contract (for cause|with immediate effect)|fristlos\p{L}*|haftbar|schadenersatz|markenrecht\p{L}*|urheberrecht\p{L}*|verbraucherschutz\p{L}*|schlichtungsstelle|mediateur|dommages(-| et )interets|contrefacon|indemnisation|mediation de la consommation|danos y perjuicios|indemnizacion|infraccion de (marca|derechos)|arbitraje|oficina del consumidor|risarcimento( danni)?|contraffazione|codice del consumo|schadevergoeding|aansprakelijk\p{L}*|auteursrecht|indenizacao|danos morais|codigo de defesa do consumidor)\b|損害賠償|著作権侵害|商標|賠償請求|侵权|索赔函/u,
  },
  {
    name: 'press',
    pattern:
      /\b((writing|preparing|working on|researching|publishing|filming) (a|an|the) (story|article|report|feature|investigation|documentary|exposé|expose|piece)|on the record|right of reply|our readers|(bbc|cnn|reuters|bloomberg|the guardian|new york times|techcrunch|der spiegel|le monde|el pais|ard|zdf|tf1|rtve|rai)\b.{0,40}\b(here|report\p{L}*|journal\p{L}*|editor|correspondent|story)|press (deadline|statement|release request)|media (inquiry|enquiry|request)|(please|would you) comment (on|by)|bitte um stellungnahme|recherchieren|berichterstattung|enquete (journalistique|pour)|je prepare un (article|reportage)|estoy preparando un (articulo|reportaje)|sto preparando un (articolo|servizio)|voor een artikel over)\b/u,
  },
  {
    name: 'breach',
    pattern:
      /\b((customer|personal|private|patient|payment|card|our|my|client) (data|details|information|records?|addresses) (is|are|was|were|has been|have been|got) (being )?(exposed|leaked|public\p{L}*|visible to (everyone|others|anybody)|accessible|indexed|sold|stolen|shared with)|(found|saw|see) (my|our|their|someone'?s|a stranger'?s|another (customer|company|person)'?s?) (data|address|details|orders?|invoices?|documents?|name) (online|on google|on the (dark ?web|internet)|in (my|our) account)|someone else'?s (account|data|orders?|invoices?|address(es)?|documents?|name|dashboard)|(logged|signed) (me |us )?in(to)? (a|as) (stranger|different|another|other)|dark ?web|ransomware|malware|data protection (breach|incident|violation)|fremde kundendaten|daten (anderer|fremder)|fuite|donnees (d'un autre|exposees)|datos (expuestos|de otra)|dati (esposti|altrui)|gegevens (op straat|gelekt)|dados (expostos|vazados))\b|他人の(情報|個人情報|注文)|情報が(漏れ|流出|公開)|别人的(信息|订单|资料)/u,
  },
  {
    name: 'discrimination',
    pattern:
      /\b(because of (my|our|his|her|their) (race|skin|colou?r|religion|hijab|turban|accent|nationality|origin|gender|sex|age|disability|sexuality|surname|foreign name)|(made|making) fun of (my|our|her|his) (accent|name|disability|religion|english)|(insult|humiliat|mock|sneer)\p{L}* (me|us|by your|from your)|(equality|equal treatment|disability|accessibility) (act|law|commission)|wcag|go back to (my|your) country|auslanderfeindlich\p{L}*|wegen meiner (herkunft|hautfarbe|religion|behinderung)|a cause de (mon|ma) (origine|religion|handicap|nom)|por mi (origen|religion|acento|discapacidad|color)|per la mia (origine|religione|disabilita)|vanwege mijn (afkomst|geloof|handicap)|por causa da minha (cor|origem|religiao|deficiencia))\b/u,
  },
  {
    name: 'threat',
    pattern:
      /\b((i|we)('ll| will| am going to|'m going to| are going to) (find|hunt|visit|get|destroy|ruin|teach) (you|your (boss|office|company|staff|family))\b(?! (an?|the|some|my|our|this|that|those|more|to|in|at|on|how|what|all|back)\b)|(come|coming|drive|driving) (to|over to|down to) your (office|warehouse|house|building|hq)|you (will|'ll) (all )?(pay for (this|it|that)|regret|suffer|see what happens)|(watch|look) over your shoulder|i have (a )?(gun|weapon|knife)|(beat|punch|shoot|stab|strangle) (you|him|her|them|somebody|someone)|(smash|torch|burn) (up|down|the place)|pay (me|us) .{0,40}\bor (i|we|else)|komme (ich )?(persönlich|personlich) vorbei|mach(e|t) euch fertig|bring(e)? (dich|euch|sie) um|je vais venir|vous allez payer|voy a ir a (su|vuestra|la) oficina|os vais a enterar|verro di persona|la pagherete|ik kom langs|jullie zullen (boeten|spijt)|vou ai pessoalmente|vao pagar)\b/u,
  },
];

/** Patience at its end, said in other words than a count. With a bad mood it means: a person. */
export const FED_UP =
  /\b((i'?ve|i have|we'?ve|we have) (had (it|enough)|been (waiting|writing|asking|begging|chasing)( you)? (for )?(weeks|months|ages|since))|(weeks|months) (now|already)|(copy|cut)[- ](and[- ])?paste(d)? (answers?|repl(y|ies))|(same|another|yet another) (useless |automated |automatic |canned |generic )?(repl(y|ies)|answers?|responses?|bot)|round in circles|(stop|quit) (sending|fobbing|ignoring)|(last|final) (chance|warning|time i)|nobody (cares|helps|calls|listens|reads)|no ?one (cares|helps|calls|listens|reads|answers)|passed (from|around)|each time (i|someone)|every time (i|somebody|someone) (write|ask|call)|seit (wochen|monaten)|zum (x-ten|wiederholten|letzten) mal|immer (die gleiche|dieselbe) (antwort|leier)|depuis des (semaines|mois)|toujours la meme reponse|derniere (fois|chance)|desde hace (semanas|meses)|siempre la misma respuesta|ultima vez que|da (settimane|mesi)|sempre la stessa risposta|ultima volta che|al (weken|maanden)|steeds hetzelfde antwoord|laatste keer dat|ha (semanas|meses)|sempre a mesma resposta)\b|何週間も|何ヶ月も|いつも同じ回答|いい加減/u;
