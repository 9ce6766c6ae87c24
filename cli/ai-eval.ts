// `tandem ai eval`: the production stages over files, without a server or a database, and what came of it.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { CallModel } from '#lib/ai/models/call.ts';
import { buildEngine } from '#lib/ai/models/engine.ts';
import { loadCorpus, loadQuestions, readJsonLines } from './ai-eval/corpus.ts';
import { type Figures, figures } from './ai-eval/metrics.ts';
import { builtinCall, type EvaluatedCase, runCase } from './ai-eval/run-case.ts';

const USAGE = `tandem ai eval --kb kb.jsonl --questions q.jsonl [--snippets s.jsonl] [--remove ids.json] [--lang en] [--threshold 0.8]
               [--engine builtin|configured] [--cases out.jsonl] [--json]`;

/** Prints the figures. Exit code 1 when the options are not usable. */
export async function aiEval(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      kb: { type: 'string' },
      snippets: { type: 'string' },
      remove: { type: 'string' },
      questions: { type: 'string' },
      lang: { type: 'string' },
      engine: { type: 'string', default: 'builtin' },
      threshold: { type: 'string', default: '0.8' },
      cases: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  if (!values.kb || !values.questions) {
    console.error(USAGE);
    process.exitCode = 1;
    return;
  }
  const removed = new Set<string>(values.remove ? (JSON.parse(readFileSync(values.remove, 'utf8')) as string[]) : []);
  const corpus = loadCorpus(readJsonLines(values.kb), values.snippets ? readJsonLines(values.snippets) : [], removed);
  const questions = loadQuestions(readJsonLines(values.questions), { removal: removed.size > 0, removed }).filter(
    ({ language }) => !values.lang || language === null || language === values.lang,
  );
  const call = values.engine === 'configured' ? await configuredCall() : builtinCall;
  const cases: EvaluatedCase[] = [];
  for (const question of questions)
    cases.push(await runCase(corpus, question, { call, threshold: Number(values.threshold) }));
  if (values.cases) writeFileSync(values.cases, cases.map(({ line }) => `${JSON.stringify(line)}\n`).join(''));
  const result = figures(cases, corpus.internalTexts);
  console.log(values.json ? JSON.stringify(result) : asTable(result));
}

/** The workspace's own engine: the only part that needs the database. */
async function configuredCall(): Promise<CallModel> {
  const { loadEngine } = await import('#lib/workspace/engine.ts');
  const { engine, key } = await loadEngine();
  return buildEngine(engine, key).call;
}

function asTable(result: Figures): string {
  const width = Math.max(...Object.keys(result).map((name) => name.length));
  return Object.entries(result)
    .map(
      ([name, value]) =>
        `${name.padEnd(width)}  ${value === null ? '-' : Number.isInteger(value) ? value : value.toFixed(3)}`,
    )
    .join('\n');
}

if (import.meta.main) await aiEval(process.argv.slice(2));
