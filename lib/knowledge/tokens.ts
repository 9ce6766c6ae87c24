// Text → index terms, the same way for questions and passages. Knows no language but a light English stemmer.

const STOP = new Set(
  `a about above after again all also am an and any are as at be because been before being below between both but by can could did do does doing down during each few for from further had has have having he her here hers him his how i if in into is it its just let me more most my no nor not now of off on once only or other our out over own per please same she should so some such than that the their them then there these they this those through to too under until up us very was we were what when where which while who whom why will with would you your yours im ive id dont doesnt cant isnt arent wont didnt hi hello hey dear thanks thank regards kind best cheers
  der die das ein eine einen und oder ich wir sie ist sind mit bei auf aus von zu im am den dem des nicht wie was wo kann bitte danke hallo
  el la los las un una y o de del en que es por para con no se mi me como hola gracias
  le les une et ou du des est dans pour avec pas je nous vous bonjour merci sur que qui
  het een en of ik wij jullie is zijn met op van te niet hoe wat kan graag hallo bedankt
  os as um uma e ou do da em que por para com nao eu como ola obrigado obrigada`.split(/\s+/),
);

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu;
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u;
const SCRIPT_RUN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+/gu;

/** Lower-case stems without stop words and accents; Japanese and Chinese as pairs of characters. */
export function tokenize(text: string): string[] {
  const tokens: string[] = [];
  for (const match of fold(text).matchAll(WORD)) {
    for (const run of match[0].match(SCRIPT_RUN) ?? []) {
      if (UNSPACED.test(run)) tokens.push(...pairs(run));
      else {
        const word = run.replace(/['’]s?.*$/, '');
        if (word && !STOP.has(word)) tokens.push(stem(word));
      }
    }
  }
  return tokens;
}

/** Lower case, compatibility forms joined, Latin accents dropped. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase();
}

function pairs(run: string): string[] {
  if (run.length < 2) return [run];
  return Array.from({ length: run.length - 1 }, (_, index) => run.slice(index, index + 2));
}

/** Porter's first steps only: enough to join plural, past and progressive forms, little that it could confuse. */
export function stem(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  // What is unused or unverified is about the same matter as what is used or verified.
  let w = /^un(?!i).{2,}ed$/.test(word) ? word.slice(2) : word;
  if (w === 'used' || w === 'using') return 'use';
  if (w.endsWith('sses')) w = w.slice(0, -2);
  else if (w.endsWith('ies') && w.length > 4) w = `${w.slice(0, -3)}y`;
  else if (w.endsWith('s') && !/(ss|us|is)$/.test(w)) w = w.slice(0, -1);
  if (w.endsWith('ing') && w.length > 5) w = undouble(w.slice(0, -3));
  else if (w.endsWith('ed') && w.length > 4) w = undouble(w.slice(0, -2));
  else if (w.endsWith('ation') && w.length > 7) w = w.slice(0, -5);
  else if (w.endsWith('ment') && w.length > 6) w = w.slice(0, -4);
  else if (w.endsWith('ly') && w.length > 5) w = w.slice(0, -2);
  return w.length > 3 && w.endsWith('e') ? w.slice(0, -1) : w;
}

function undouble(w: string): string {
  return /([bdfgmnprt])\1$/.test(w) ? w.slice(0, -1) : w;
}
