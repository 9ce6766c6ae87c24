// The error budget's guarantee by simulation: many made-up workspaces live through months with the very functions that production runs.
// npm run bench -- budget, or: node bench/budget-simulation.ts [workspaces]. Prints a table and draws docs/error-budget.svg. Seeded: the same every time.
import { writeFileSync } from 'node:fs';
import { plot, table } from './budget-simulation/report.ts';
import { type Setting, type Summary, simulate } from './budget-simulation/simulate.ts';

const workspaces = Number(process.argv[2] ?? 1000);
const started = performance.now();
const settings: Setting[] = [
  ...[5, 50, 500].flatMap((perDay) =>
    [100, 50, 20, 10].map((budget): Setting => ({ perDay, budget, world: 'steady' })),
  ),
  ...[5, 50, 500].map((perDay): Setting => ({ perDay, budget: 20, world: 'drifting' })),
  ...[5, 50, 500].map((perDay): Setting => ({ perDay, budget: 20, world: 'sudden' })),
  { perDay: 50, budget: 10, world: 'sudden' },
  { perDay: 50, budget: 100, world: 'sudden' },
];

const summaries: Summary[] = settings.map((setting) => {
  const summary = simulate(setting, workspaces);
  console.error(
    `${setting.world}, ${setting.perDay} a day, 1 in ${setting.budget}: ${Math.round((performance.now() - started) / 1000)} s`,
  );
  return summary;
});
console.log(table(summaries, workspaces));
writeFileSync('docs/error-budget.svg', plot(summaries));
