// `npm run bench`: measures a throw-away Tandem on this machine and prints each figure beside its aim.
//   npm run bench -- --conversations 100000 --only pages,memory
import { parseArgs } from 'node:util';
import { say } from '../scripts/start/console.ts';
import { explain } from '../scripts/start/explain.ts';
import { type Figure, reached, table } from './figures.ts';
import { measureFirstLoad } from './first-load.ts';
import { measureImapBacklog } from './imap-backlog.ts';
import { type Installation, install, seconds } from './installation.ts';
import { measureMail } from './mail.ts';
import { measureMemory } from './memory.ts';
import { measurePages } from './pages.ts';
import { measurePlans } from './plans.ts';
import { measurePortal } from './portal-lighthouse.ts';
import { measureProposal } from './proposal.ts';
import { measureReplay } from './replay.ts';

// In this order: memory first, because a server that has worked holds more; mail late, because it fills the queue of Review.
const parts: Record<string, (installation: Installation) => Promise<Figure[]>> = {
  memory: measureMemory,
  pages: measurePages,
  'first-load': measureFirstLoad,
  lighthouse: measurePortal,
  proposal: measureProposal,
  mail: measureMail,
  'imap-backlog': measureImapBacklog,
  replay: measureReplay,
  plans: measurePlans,
};

try {
  process.exitCode = await main();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

/** 0 when every aim was reached. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      conversations: { type: 'string', default: '100000' },
      only: { type: 'string', default: Object.keys(parts).join(',') },
      json: { type: 'boolean', default: false },
    },
  });
  const names = values.only.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !parts[name]);
  const conversations = Number(values.conversations);
  if (unknown.length || !Number.isInteger(conversations) || conversations < 1_000) {
    console.error(
      `npm run bench -- [--conversations 100000 (1000 or more)] [--only ${Object.keys(parts).join(',')}] [--json]`,
    );
    return 2;
  }
  const installation = await install(
    conversations,
    names.some((name) => name !== 'plans'),
  );
  const figures: Figure[] = [];
  const onSignal = () => {
    say(table(figures));
    void installation.stop().finally(() => process.exit(130));
  };
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    for (const [name, measure] of Object.entries(parts)) {
      if (!names.includes(name)) continue;
      const began = performance.now();
      say(`▸ ${name}`);
      figures.push(...(await measure(installation)));
      say(`  ${seconds(began)} s`);
    }
  } finally {
    await installation.stop();
    // Also when a part failed: what the others measured stays true.
    say(
      values.json
        ? JSON.stringify(figures)
        : `\n${conversations.toLocaleString('en')} conversations × 3 messages\n${table(figures)}`,
    );
  }
  return figures.some((figure) => reached(figure) === false) ? 1 : 0;
}
