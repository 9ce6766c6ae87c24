// Trains lib/ai/data/intent.json: question, needs_account, out_of_scope, no_reply_needed or person_only, from the text alone.
// Corpora: mails/ (ours, for all sorts of companies), Parcelbird (ours), CLINC150 (CC BY 3.0), Bitext intents and DSTC11 (CDLA-Sharing-1.0), BANKING77 and GoEmotions (CC BY 4.0).
// HINT3 (ODbL) only checks it.
import { writeFileSync } from 'node:fs';
import { predict } from '#lib/ai/linear.ts';
import { dataFolder, fold5, mails, parcelbird, readLines } from './data.ts';
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
    .filter((_, index) => index % 6 === 0)
    .map((row) => ({
      text: row.text,
      label: /track_order|get_invoice|track_refund/.test(row.intent)
        ? 'needs_account'
        : /^(complaint|contact_human_agent)$/.test(row.intent)
          ? 'person_only'
          : 'question',
      weight: 0.2,
    }));
  // Questions for all sorts of companies: nothing of a text's subject says that it is not for us.
  const banking = readLines<{ text: string; intent: string }>(folder, 'banking77/utterances.jsonl')
    // Whether somebody else's use of a card is a question or a person's matter, these texts do not say.
    .filter((row, index) => index % 8 === 0 && !/compromised|stolen|not_recognised/.test(row.intent))
    .map((row) => ({ text: row.text, label: 'question', weight: 0.2 }));
  const dialogues = readLines<{ query: string; needs_kb: boolean }>(folder, 'dstc11_val/queries.jsonl')
    .filter((row, index) => row.needs_kb && index % 4 === 0)
    .map((row) => ({ text: row.query, label: 'question', weight: 0.3 }));
  const thanks = readLines<{ text: string; labels: string[] }>(folder, 'goemotions_sample/comments.jsonl')
    .filter((row) => row.labels.length === 1 && row.labels[0] === 'gratitude' && !row.text.includes('?'))
    .slice(0, 120)
    .map((row) => ({ text: row.text, label: 'no_reply_needed', weight: 0.3 }));
  return [...clinc, ...bitext, ...banking, ...dialogues, ...thanks];
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

/** Of all sorts of companies, so that no word of one trade decides. */
export function mailExamples(keep: (id: string) => boolean = () => true): Example[] {
  return INTENTS.flatMap((label) =>
    mails(label)
      .filter((text) => keep(text))
      .map((text) => ({ text: `\n${text}`, label, weight: MAIL_WEIGHT[label] ?? 1 })),
  );
}

const MAIL_WEIGHT: Record<string, number> = { person_only: 2, question: 1.5 };

export function trainIntent(own: Example[], others: Example[]) {
  return trainSoftmax([...own, ...others], INTENTS, { bits: BITS, epochs: 25, l2: 1e-5, rate: 0.1 });
}

if (import.meta.main) {
  const folder = dataFolder();
  const others = [...publicExamples(folder), ...mailExamples()];
  const right = [0, 1, 2, 3, 4].flatMap((fold) => {
    const model = trainIntent(
      ownExamples(folder, (id) => fold5(id) !== fold),
      others,
    );
    return parcelbird(folder)
      .filter((row) => fold5(row.id) === fold)
      .map((row) => model.classes[argmax(predict(model, `${row.subject ?? ''}\n${row.text}`))] === intentOf(row.label));
  });
  const model = trainIntent(
    ownExamples(folder, () => true),
    others,
  );
  writeFileSync('lib/ai/data/intent.json', `${JSON.stringify(model)}\n`);
  console.log(
    `intent.json written; ${right.filter(Boolean).length} of ${right.length} messages right by fold (text alone, no rules)`,
  );
  const chats = readLines<{ text: string; oos: boolean; orig_split: string }>(folder, 'hint3/utterances.jsonl').filter(
    (row) => row.orig_split === 'test',
  );
  const share = (oos: boolean) => {
    const rows = chats.filter((row) => row.oos === oos);
    return (
      rows.filter((row) => model.classes[argmax(predict(model, row.text))] === 'out_of_scope').length / rows.length
    );
  };
  console.log(
    `HINT3, not trained on: out of scope said of ${share(true).toFixed(2)} that are, ${share(false).toFixed(2)} that are not`,
  );
}

function argmax(values: number[]): number {
  return values.indexOf(Math.max(...values));
}
