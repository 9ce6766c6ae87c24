// Trains lib/ai/data/injection.json: does this text order the machine about? Corpora: NotInject/InjecGuard (MIT), garak (Apache-2.0),
// LLMail-Inject (MIT), BIPIA (MIT), Bitext (CDLA-Sharing-1.0), CLINC150 (CC BY 3.0), BANKING77 (CC BY 4.0) and Parcelbird (ours, four fifths).
import { writeFileSync } from 'node:fs';
import { findInjection } from '#lib/ai/triage/injection.ts';
import { squeeze } from '#lib/ai/triage/squeeze.ts';
import { dataFolder, fold5, parcelbird, readLines } from './data.ts';
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
const part = (row: Case) => fold5(row.id.replace(/\+\d+$/, ''));
const isKept = (part: number) => part !== 0;
const train = (keep: (part: number) => boolean) =>
  trainSoftmax(
    [
      ...[...cases, ...bipia].filter((row) => keep(part(row))).map(asExample),
      ...benign,
      ...chat,
      ...own
        .filter((row) => keep(fold5(row.id)))
        .map(
          (row): Example => ({
            text: `${row.subject ?? ''}\n${row.text}`,
            label: row.risk.includes('injection') ? 'injection' : 'benign',
            weight: 2,
          }),
        ),
    ],
    CLASSES,
    { bits: 14, epochs: 20, l2: 1e-5 },
  );
writeFileSync('lib/ai/data/injection.json', `${JSON.stringify(train(isKept))}\n`);

// One fifth holds seventy harmless texts of the hard kind, too few to measure a rate: all five are measured, each by a model that has not seen it.
const alarms = [0, 1, 2, 3, 4].flatMap((fold) => {
  const model = train((one) => one !== fold);
  return [...cases, ...bipia]
    .filter((row) => part(row) === fold)
    .map(({ text, label, source }) => ({ label, source, alarm: findInjection(squeeze(text), '', model).found }));
});
for (const source of [...new Set(alarms.map((row) => row.source))].sort()) {
  const count = (label: string) => alarms.filter((row) => row.source === source && row.label === label);
  const found = (label: string) => `${count(label).filter(({ alarm }) => alarm).length} of ${count(label).length}`;
  console.log(`${source}: found ${found('injection')}, false alarms ${found('benign')}`);
}
