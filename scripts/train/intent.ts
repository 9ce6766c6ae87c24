// Trains lib/ai/data/intent.json: question, needs_account, out_of_scope, no_reply_needed or person_only, from the text alone.
// Corpora: Parcelbird (ours, four fifths of it), CLINC150 (CC BY 3.0), Bitext intents (CDLA-Sharing-1.0), GoEmotions (CC BY 4.0).
import { writeFileSync } from 'node:fs';
import { predict } from '#lib/ai/linear.ts';
import { dataFolder, fold5, heldOut, parcelbird, readLines } from './data.ts';
import { type Example, trainSoftmax } from './softmax.ts';

export const INTENTS = ['question', 'needs_account', 'out_of_scope', 'no_reply_needed', 'person_only'];
const BITS = 14;

export function intentOf(label: string): string {
  return label === 'answerable' || label === 'partly' || label === 'unanswerable' ? 'question' : label;
}

/** Public examples: support questions, off-topic requests, and thanks. */
export function publicExamples(folder: string): Example[] {
  const clinc = readLines<{ id: string; text: string; domain: string | null; oos: boolean }>(
    folder,
    'clinc150/utterances.jsonl',
  )
    .filter(
      (row, index) =>
        (row.oos ||
          ['small_talk', 'kitchen_and_dining', 'travel', 'auto_and_commute', 'meta', 'home', 'utility'].includes(
            row.domain ?? '',
          )) &&
        index % 12 === 0,
    )
    .map((row) => ({ text: row.text, label: 'out_of_scope', weight: 0.4 }));
  const bitext = readLines<{ text: string; intent: string }>(folder, 'bitext_intents/utterances.jsonl')
    .filter((_, index) => index % 12 === 0)
    .map((row) => ({
      text: row.text,
      label: /track_order|get_invoice|track_refund/.test(row.intent) ? 'needs_account' : 'question',
      weight: 0.3,
    }));
  const thanks = readLines<{ text: string; labels: string[] }>(folder, 'goemotions_sample/comments.jsonl')
    .filter((row) => row.labels.length === 1 && row.labels[0] === 'gratitude' && !row.text.includes('?'))
    .slice(0, 120)
    .map((row) => ({ text: row.text, label: 'no_reply_needed', weight: 0.3 }));
  return [...clinc, ...bitext, ...thanks];
}

export function ownExamples(folder: string, keep: (id: string) => boolean): Example[] {
  return parcelbird(folder)
    .filter((row) => keep(row.id))
    .map((row) => ({
      text: `${row.subject ?? ''}\n${row.text}`,
      label: intentOf(row.label),
      weight: row.label === 'person_only' ? 3 : 2,
    }));
}

export function trainIntent(own: Example[], others: Example[]) {
  return trainSoftmax([...own, ...others], INTENTS, { bits: BITS, epochs: 25, l2: 1e-5 });
}

if (import.meta.main) {
  const folder = dataFolder();
  const others = publicExamples(folder);
  const model = trainIntent(
    ownExamples(folder, (id) => !heldOut(id)),
    others,
  );
  writeFileSync('lib/ai/data/intent.json', `${JSON.stringify(model)}\n`);
  const held = parcelbird(folder).filter((row) => fold5(row.id) === 0);
  const right = held.filter(
    (row) => model.classes[argmax(predict(model, `${row.subject ?? ''}\n${row.text}`))] === intentOf(row.label),
  ).length;
  console.log(`intent.json written; ${right} of ${held.length} held-out messages right (text alone, no rules)`);
}

function argmax(values: number[]): number {
  return values.indexOf(Math.max(...values));
}
