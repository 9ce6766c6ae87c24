// Trains lib/ai/data/injection.json: does this text order the machine about? Corpora: NotInject/InjecGuard (MIT), garak (Apache-2.0),
// LLMail-Inject (MIT), BIPIA (MIT), Bitext (CDLA-Sharing-1.0), CLINC150 (CC BY 3.0), BANKING77 (CC BY 4.0) and Parcelbird (ours, four fifths).
import { writeFileSync } from 'node:fs';
import { predict } from '#lib/ai/linear.ts';
import { dataFolder, fold5, heldOut, parcelbird, readLines } from './data.ts';
import { type Example, trainSoftmax } from './softmax.ts';

const CLASSES = ['benign', 'injection'];
const folder = dataFolder();
type Case = { id: string; text: string; label: string; source: string };
const cases = readLines<Case>(folder, 'prompt_injection/cases.jsonl');
const bipia = readLines<Case>(folder, 'bipia_email/cases.jsonl');
const asExample = (row: Case): Example => ({ text: row.text, label: row.label });
const benign = readLines<{ text: string }>(folder, 'bitext_intents/utterances.jsonl')
  .filter((_, index) => index % 20 === 0)
  .map(({ text }): Example => ({ text, label: 'benign' }));
const chat = ['clinc150/utterances.jsonl', 'banking77/utterances.jsonl'].flatMap((file) =>
  readLines<{ text: string }>(folder, file)
    .filter((_, index) => index % 15 === 0)
    .map(({ text }): Example => ({ text, label: 'benign' })),
);
const own = parcelbird(folder);
const ownExamples = own
  .filter((row) => !heldOut(row.id))
  .map(
    (row): Example => ({
      text: `${row.subject ?? ''}\n${row.text}`,
      label: row.risk.includes('injection') ? 'injection' : 'benign',
      weight: 2,
    }),
  );
const kept = (row: Case) => fold5(row.id.replace(/\+\d+$/, '')) !== 0;
const model = trainSoftmax(
  [...cases.filter(kept).map(asExample), ...bipia.filter(kept).map(asExample), ...benign, ...chat, ...ownExamples],
  CLASSES,
  { bits: 14, epochs: 20, l2: 1e-5 },
);
writeFileSync('lib/ai/data/injection.json', `${JSON.stringify(model)}\n`);
for (const [name, rows] of [
  ['prompt_injection', cases],
  ['bipia_email', bipia],
] as const) {
  const held = rows.filter((row) => !kept(row));
  const alarms = held.filter((row) => (predict(model, row.text)[1] ?? 0) > 0.9);
  const injected = held.filter((row) => row.label === 'injection');
  console.log(
    `${name}: found ${alarms.filter((row) => row.label === 'injection').length} of ${injected.length}, false alarms ${alarms.filter((row) => row.label === 'benign').length} of ${held.length - injected.length} (held out, model alone)`,
  );
}
