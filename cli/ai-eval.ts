// `tandem ai eval`: the production stages over files, without a server or a database, and what came of it.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildEngine, type Engine } from '#lib/ai/models/engine.ts';
import { Invalid } from '#lib/platform/errors.ts';
import { embedCorpus, loadCorpus, loadQuestions } from './ai-eval/corpus.ts';
import { type Figures, figures } from './ai-eval/figures.ts';
import { knowledgeRow, rawQuestion, readIds, readRows } from './ai-eval/files.ts';
import { builtin, type EvaluatedCase, runCase } from './ai-eval/run-case.ts';

const USAGE = `tandem ai eval --kb kb.jsonl --questions q.jsonl [--snippets s.jsonl] [--remove ids.json] [--lang en] [--threshold 0.8]
               [--engine builtin|configured] [--cases out.jsonl] [--json]`;

/** Prints the figures. Throws Invalid with one sentence when an option or a file cannot be used; nothing was measured then. */
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
  if (!values.kb || !values.questions) throw new Invalid(`Name the files: --kb and --questions are needed.\n${USAGE}`);
  if (values.engine !== 'builtin' && values.engine !== 'configured')
    throw new Invalid(`There is no engine “${values.engine}”: it is builtin or configured.`);
  const threshold = Number(values.threshold);
  if (!(threshold >= 0 && threshold <= 1)) throw new Invalid('--threshold is a number between 0 and 1.');
  const removed = values.remove ? readIds(values.remove) : new Set<string>();
  const engine = values.engine === 'configured' ? await configuredEngine() : builtin;
  const words = loadCorpus(
    readRows(values.kb, 'knowledge', knowledgeRow),
    values.snippets ? readRows(values.snippets, 'snippets', knowledgeRow) : [],
    removed,
  );
  const corpus = engine.embed ? await embedCorpus(words, engine.embed) : words;
  const rows = readRows(values.questions, 'questions', rawQuestion);
  if (rows.length === 0)
    throw new Invalid(`The questions file ${values.questions} is empty: it needs one JSON object a line.`);
  const questions = loadQuestions(rows, {
    removal: removed.size > 0,
    removed,
  }).filter(({ language }) => !values.lang || language === null || language === values.lang);
  if (questions.length === 0) throw new Invalid(`No question is in the language “${values.lang}”.`);
  const cases: EvaluatedCase[] = [];
  for (const question of questions) cases.push(await runCase(corpus, question, { engine, threshold }));
  if (values.cases) writeCases(values.cases, cases);
  const result = figures(cases, corpus);
  console.log(values.json ? JSON.stringify(result) : asTable(result));
}

/** The workspace's own engine: the only part that needs the database. */
async function configuredEngine(): Promise<Pick<Engine, 'call' | 'embed' | 'guidance'>> {
  const { loadEngine } = await import('#lib/workspace/engine.ts');
  const { engine, key, guidance } = await loadEngine();
  return buildEngine(engine, key, { guidance });
}

function writeCases(path: string, cases: EvaluatedCase[]): void {
  try {
    writeFileSync(path, cases.map(({ line }) => `${JSON.stringify(line)}\n`).join(''));
  } catch {
    throw new Invalid(`The cases cannot be written to ${path}: the folder must exist and be writable.`);
  }
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
