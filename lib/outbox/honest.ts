// What a reply that the AI sent by itself says about itself, and the one step to a person, in the reply's language.

export type Honest = { said: string; link: string };

/** `word`: what a customer may answer instead of following the link; lib/ai/triage knows each. */
const LINES: Record<string, { word: string; said: (workspace: string, word: string) => string; link: string }> = {
  en: {
    word: 'person',
    said: (workspace, word) =>
      `Written and sent by the AI assistant of ${workspace}. If you would rather have a person, answer with the word “${word}” or follow this link.`,
    link: 'Ask for a person',
  },
  de: {
    word: 'Mensch',
    said: (workspace, word) =>
      `Geschrieben und gesendet vom KI-Assistenten von ${workspace}. Wenn Sie lieber einen Menschen möchten, antworten Sie mit dem Wort „${word}“ oder folgen Sie diesem Link.`,
    link: 'Einen Menschen fragen',
  },
  fr: {
    word: 'humain',
    said: (workspace, word) =>
      `Écrit et envoyé par l’assistant IA de ${workspace}. Si vous préférez une personne, répondez par le mot « ${word} » ou suivez ce lien.`,
    link: 'Demander une personne',
  },
  es: {
    word: 'persona',
    said: (workspace, word) =>
      `Escrito y enviado por el asistente de IA de ${workspace}. Si prefiere una persona, responda con la palabra «${word}» o siga este enlace.`,
    link: 'Pedir una persona',
  },
  it: {
    word: 'persona',
    said: (workspace, word) =>
      `Scritto e inviato dall’assistente IA di ${workspace}. Se preferisce una persona, risponda con la parola «${word}» o segua questo link.`,
    link: 'Chiedere di una persona',
  },
  nl: {
    word: 'persoon',
    said: (workspace, word) =>
      `Geschreven en verzonden door de AI-assistent van ${workspace}. Hebt u liever een mens, antwoord dan met het woord ‘${word}’ of volg deze link.`,
    link: 'Vraag om een persoon',
  },
  pt: {
    word: 'pessoa',
    said: (workspace, word) =>
      `Escrito e enviado pelo assistente de IA de ${workspace}. Se preferir uma pessoa, responda com a palavra “${word}” ou siga este link.`,
    link: 'Pedir uma pessoa',
  },
  ja: {
    word: '担当者',
    said: (workspace, word) =>
      `この返信は ${workspace} の AI アシスタントが作成し、送信しました。担当者をご希望の場合は「${word}」とご返信いただくか、次のリンクをお開きください。`,
    link: '担当者に依頼する',
  },
};

export const honestWords = Object.fromEntries(Object.entries(LINES).map(([language, { word }]) => [language, word]));

/** English where we have no words in the reply's language. */
export function honestLine(language: string, workspace: string): Honest & { language: string } {
  const known = language.toLowerCase().split(/[-_]/)[0] ?? '';
  const [name, line] = LINES[known] ? [known, LINES[known]] : ['en', LINES.en];
  if (!line) throw new Error('the English line is missing');
  return { said: line.said(workspace, line.word), link: line.link, language: name };
}
