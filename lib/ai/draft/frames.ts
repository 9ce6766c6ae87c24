// The words around an answer, in the customer's language: greeting, sources, closing. The answer itself is never written here.

export type Frame = {
  hello: (name: string) => string;
  sources: string;
  /** The passage is in another language than the customer's. */
  foreign: string;
  /** Part of the question is not in the help center. */
  partly: string;
  /** Several things were asked, and these of them (by number, from 1) are not answered. */
  open: (numbers: string, of: number) => string;
  closing: string;
};

const named =
  (word: string, mark = ',') =>
  (name: string) =>
    name ? `${word} ${name}${mark}` : `${word}${mark}`;

export const FRAMES: Record<string, Frame> = {
  en: {
    hello: named('Hi'),
    sources: 'Read more:',
    foreign: 'The text below is from our help center, in its own language.',
    partly:
      'I could not find the rest of your question in our help center. Just reply if you still need it, and a person will look at it.',
    open: (numbers, of) =>
      `I could not find an answer to all of your ${of} questions: number ${numbers} is still open. Just reply if you need it, and a person will look at it.`,
    closing: 'If this does not answer your question, just reply and a person from our team will help.',
  },
  de: {
    hello: named('Hallo'),
    sources: 'Mehr dazu:',
    foreign: 'Der folgende Text stammt aus unserem Hilfecenter, das es an dieser Stelle nur auf Englisch gibt.',
    partly:
      'Zum Rest Ihrer Frage steht in unserem Hilfecenter nichts. Antworten Sie einfach, dann schaut sich das ein Mensch an.',
    open: (numbers, of) =>
      `Nicht alle Ihre ${of} Fragen sind damit beantwortet: Offen ist Nummer ${numbers}. Antworten Sie einfach, dann schaut sich das ein Mensch an.`,
    closing: 'Falls das Ihre Frage nicht beantwortet, antworten Sie einfach: Dann hilft Ihnen jemand aus unserem Team.',
  },
  fr: {
    hello: named('Bonjour'),
    sources: 'En savoir plus :',
    foreign: 'Le texte ci-dessous vient de notre centre d’aide, qui n’existe ici qu’en anglais.',
    partly:
      'Je n’ai pas trouvé le reste de votre question dans notre centre d’aide. Répondez simplement, et une personne s’en occupera.',
    open: (numbers, of) =>
      `Je n’ai pas trouvé de réponse à toutes vos ${of} questions : la question ${numbers} reste ouverte. Répondez simplement, et une personne s’en occupera.`,
    closing: 'Si cela ne répond pas à votre question, répondez simplement : une personne de notre équipe vous aidera.',
  },
  es: {
    hello: named('Hola'),
    sources: 'Más información:',
    foreign: 'El texto siguiente es de nuestro centro de ayuda, que en este punto solo existe en inglés.',
    partly:
      'No he encontrado el resto de su pregunta en nuestro centro de ayuda. Responda a este mensaje y una persona lo revisará.',
    open: (numbers, of) =>
      `No he encontrado respuesta a todas sus ${of} preguntas: queda abierta la número ${numbers}. Responda a este mensaje y una persona la revisará.`,
    closing: 'Si esto no responde a su pregunta, responda a este mensaje y una persona de nuestro equipo le ayudará.',
  },
  nl: {
    hello: named('Hallo'),
    sources: 'Meer hierover:',
    foreign: 'De tekst hieronder komt uit ons helpcentrum, dat hier alleen in het Engels bestaat.',
    partly:
      'De rest van uw vraag heb ik niet gevonden in ons helpcentrum. Antwoord gerust, dan kijkt een collega ernaar.',
    open: (numbers, of) =>
      `Niet al uw ${of} vragen zijn hiermee beantwoord: nummer ${numbers} staat nog open. Antwoord gerust, dan kijkt een collega ernaar.`,
    closing: 'Als dit uw vraag niet beantwoordt, antwoord dan gewoon: een collega van ons team helpt u verder.',
  },
  pt: {
    hello: named('Olá'),
    sources: 'Saiba mais:',
    foreign: 'O texto abaixo é da nossa central de ajuda, que aqui existe apenas em inglês.',
    partly:
      'Não encontrei o resto da sua pergunta na nossa central de ajuda. Basta responder, e uma pessoa vai verificar.',
    open: (numbers, of) =>
      `Não encontrei resposta para todas as suas ${of} perguntas: a número ${numbers} continua em aberto. Basta responder, e uma pessoa vai verificar.`,
    closing:
      'Se isto não responder à sua pergunta, basta responder a esta mensagem e uma pessoa da nossa equipa vai ajudar.',
  },
  it: {
    hello: named('Buongiorno'),
    sources: 'Per saperne di più:',
    foreign: 'Il testo qui sotto viene dal nostro centro assistenza, che su questo punto esiste solo in inglese.',
    partly:
      'Non ho trovato il resto della sua domanda nel nostro centro assistenza. Risponda pure, e se ne occuperà una persona.',
    open: (numbers, of) =>
      `Non ho trovato risposta a tutte le sue ${of} domande: resta aperta la numero ${numbers}. Risponda pure, e se ne occuperà una persona.`,
    closing:
      'Se questo non risponde alla sua domanda, risponda a questo messaggio: una persona del nostro team la aiuterà.',
  },
  ja: {
    hello: (name) => (name ? `${name} 様` : 'お問い合わせありがとうございます。'),
    sources: '詳しくはこちら:',
    foreign: '以下はヘルプセンターの文章です。この内容は英語版のみとなっております。',
    partly:
      'ご質問の残りの部分については、ヘルプセンターに記載がありませんでした。ご返信いただければ担当者が確認いたします。',
    open: (numbers, of) =>
      `${of}つのご質問のうち、${numbers}番目についてはヘルプセンターに記載がありませんでした。ご返信いただければ担当者が確認いたします。`,
    closing: 'これで解決しない場合は、このままご返信ください。担当者が対応いたします。',
  },
  zh: {
    hello: (name) => (name ? `${name},您好:` : '您好:'),
    sources: '更多信息:',
    foreign: '以下内容来自我们的帮助中心,目前仅有英文版。',
    partly: '您问题的其余部分在帮助中心没有说明。请直接回复,会有工作人员为您查看。',
    open: (numbers, of) => `您的${of}个问题中,第${numbers}个在帮助中心没有说明。请直接回复,会有工作人员为您查看。`,
    closing: '如果这没有回答您的问题,请直接回复,我们的工作人员会帮助您。',
  },
};

/** English where we have no words in the customer's language. */
export function frameFor(language: string): { frame: Frame; known: boolean } {
  const frame = FRAMES[language];
  return frame ? { frame, known: true } : { frame: FRAMES.en as Frame, known: false };
}
