// `npm run bench:mail -- --data DIR`: scores what the mail parser reads against public corpora, each with the truth that comes with it, and
// renders HTML attacks in a real browser. Owns the table; each set is one file. The corpora are not part of this project: DIR names them.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { scoreAttacks } from './mail-corpora/attacks.ts';
import { scoreMail } from './mail-corpora/mail.ts';
import { scoreQuotes } from './mail-corpora/quotes.ts';
import { type Score, table } from './mail-corpora/score.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    misses: { type: 'boolean', default: false },
    only: { type: 'string', default: 'quotes,mail,attacks' },
  },
});
if (!values.data || !existsSync(values.data)) {
  console.error(
    `${values.data ? `There is no folder ${values.data}.` : 'Say where the corpora are: npm run bench:mail -- --data DIR'}\nDIR holds one folder per set (talon, email_reply_parser, stalwart_eml, h5sc_vectors…). --misses shows what was missed, --only quotes,mail,attacks some.`,
  );
  process.exit(2);
}
const only = new Set(values.only.split(','));
const scores: Score[] = [];
if (only.has('quotes')) scores.push(...(await scoreQuotes(values.data)));
if (only.has('mail')) scores.push(...(await scoreMail(values.data)));
if (only.has('attacks')) scores.push(...(await scoreAttacks(values.data)));
console.log(table(scores));
if (values.misses)
  for (const { set, what, misses } of scores) for (const miss of misses) console.log(`\n## ${set}: ${what}: ${miss}`);
if (scores.length === 0) console.error('None of the known sets stands in this folder.');
process.exitCode = scores.some(({ right, of, aim }) => right < of * aim) ? 1 : 0;
