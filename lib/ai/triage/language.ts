// Which language a message is in, as an ISO 639-1 code. Short chats are what makes this hard: common words decide first.
import { detectAll } from 'tinyld';
import { fold } from '#lib/knowledge/tokens.ts';

const COMMON: Record<string, string> = {
  en: 'the is are what how why when do does can my your our we you i it this that for with not and have please where on of to in if there any from but was get thanks who which has will been they me an or be would could hi hello im dont wont ok cool',
  de: 'der die das ein eine ist sind wie was warum wann kann ich wir ihr sie mein unser nicht und oder mit fur auf bei wo bitte haben hat wird werden den dem zu von es gibt auch noch nach hallo moin danke guten tag mehr kein keine geht',
  fr: 'le la les un une est sont comment pourquoi quand peut puis je nous vous mon notre pas et ou avec pour sur chez bonjour merci ai avez des du de que qui est-ce sera ce cette mais il elle combien quel quelle faut',
  es: 'el la los las un una es son como por que cuando puede puedo yo nosotros mi nuestro no y o con para en hola gracias tengo tiene del de se al lo cuanto donde buenas buenos dias tardes sirve hay esta',
  nl: 'de het een is zijn hoe wat waarom wanneer kan ik wij we jullie mijn onze niet en of met voor op bij waar hallo hoi bedankt hebben heeft wordt van naar er ook nog maar graag dit dat kunnen goedemiddag top fijne dag werkt',
  pt: 'o a os as um uma e sao como por que quando pode posso eu nos meu nossa nao ou com para em ola obrigado obrigada tenho tem do da dos das se ao voces voce qual onde bom boa dia tarde tudo bem duas numa num pelo pela nao sim',
  it: 'il lo la gli le un una e sono come perche quando puo posso io noi mio nostro non o con per su ciao grazie ho ha del della che di da si al dove quanto buongiorno vorrei',
};
const WORDS = Object.entries(COMMON).map(([code, words]) => [code, new Set(words.split(' '))] as const);

/** @param fallback the contact's known language, for texts too short to tell. */
export function detectLanguage(text: string, fallback = 'en'): string {
  // Cut before it is searched: a run without a blank, which nothing else breaks up in every script, would be gone through once for each character.
  const sample = text
    .slice(0, 3000)
    .replace(/https?:\S+|\S{1,80}@\S+/g, ' ')
    .slice(0, 1500);
  const scripts = byScript(sample);
  if (scripts) return scripts;
  const marked = MARKS.find(([, pattern]) => pattern.test(sample));
  if (marked) return marked[0];
  const words = fold(sample).match(/[\p{L}]+/gu) ?? [];
  if (words.length === 0) return fallback;
  const shares = WORDS.map(
    ([code, set]) => [code, words.filter((word) => set.has(word)).length / words.length] as const,
  ).sort((a, b) => b[1] - a[1]);
  const [first, second] = shares;
  if (first && second && first[1] >= 0.12 && first[1] - second[1] >= 0.06) return first[0];
  const guess = detectAll(sample)[0];
  if (guess && guess.accuracy >= 0.4 && words.length >= 4) return guess.lang;
  return first && first[1] > 0 && words.length >= 3 ? first[0] : fallback;
}

/** Letters that only one of our languages uses. */
const MARKS: [string, RegExp][] = [
  ['es', /[¿¡]/],
  ['pt', /[ãõ]|ção|ções/i],
  ['de', /ß/],
];

function byScript(text: string): string | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const share = (pattern: RegExp) => (text.match(pattern)?.length ?? 0) / Math.max(letters, 1);
  if (share(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu) > 0.1) return 'ja';
  if (share(/\p{Script=Han}/gu) > 0.3) return 'zh';
  if (share(/\p{Script=Hangul}/gu) > 0.3) return 'ko';
  if (share(/\p{Script=Arabic}/gu) > 0.3) return 'ar';
  if (share(/\p{Script=Thai}/gu) > 0.3) return 'th';
  return null;
}
