// The simulation's figures as a table for the terminal and a drawing for the docs.
import type { Summary } from './simulate.ts';

const percent = (share: number) => `${(share * 100).toFixed(1)}%`;

export function table(summaries: Summary[], workspaces: number): string {
  const rows = summaries.map((one) => [
    one.world,
    String(one.perDay),
    `1 in ${one.budget}`,
    percent(one.earned),
    percent(one.over),
    percent(one.over80),
    percent(one.over90),
    percent(one.error),
    one.coverage.map(percent).join(' '),
    percent(one.tripped),
    one.leaked ? `${one.leaked.median.toFixed(1)} / ${one.leaked.most.toFixed(1)}` : '-',
  ]);
  const head = [
    'world',
    'mails/day',
    'budget',
    'ever sends',
    'over budget',
    'over at .8',
    'over at .9',
    'true error',
    'answered alone, by month',
    'tripped',
    'wrong before trip (median / 95%)',
  ];
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: string[]) => cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ');
  return [`${workspaces} workspaces a row, 120 days each`, line(head), ...rows.map(line)].join('\n');
}

const [WIDTH, HEIGHT, LEFT, TOP, BOTTOM] = [760, 360, 56, 46, 64];
const SERIES = [
  { key: 'over', label: 'error budget', colour: '#5b50d6' },
  { key: 'over90', label: 'fixed 90%', colour: '#b8b4a6' },
  { key: 'over80', label: 'fixed 80%', colour: '#8a8677' },
] as const;

/** Share of workspaces over their budget, steady worlds: the earned threshold beside two picked ones. */
export function plot(summaries: Summary[]): string {
  const steady = summaries.filter(({ world }) => world === 'steady');
  const high = HEIGHT - TOP - BOTTOM;
  const y = (share: number) => TOP + high * (1 - share);
  const step = (WIDTH - LEFT - 16) / steady.length;
  const bars = steady.flatMap((one, index) =>
    SERIES.map(({ key, colour }, s) => {
      const x = LEFT + index * step + 6 + (s * (step - 14)) / 3;
      return `<rect x="${x.toFixed(1)}" y="${y(one[key]).toFixed(1)}" width="${((step - 18) / 3).toFixed(1)}" height="${Math.max(1, TOP + high - y(one[key])).toFixed(1)}" fill="${colour}"/>`;
    }),
  );
  const labels = steady.map(
    (one, index) =>
      `<text x="${(LEFT + (index + 0.5) * step).toFixed(1)}" y="${TOP + high + 18}" text-anchor="middle">1 in ${one.budget}</text><text x="${(LEFT + (index + 0.5) * step).toFixed(1)}" y="${TOP + high + 34}" text-anchor="middle" fill="#77736a">${one.perDay}/day</text>`,
  );
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<line x1="${LEFT}" x2="${WIDTH - 16}" y1="${y(share)}" y2="${y(share)}" stroke="#e4e1d8"/><text x="${LEFT - 8}" y="${y(share) + 4}" text-anchor="end" fill="#77736a">${share * 100}%</text>`,
  );
  const legend = SERIES.map(
    ({ label, colour }, i) =>
      `<rect x="${LEFT + i * 130}" y="14" width="10" height="10" fill="${colour}"/><text x="${LEFT + 16 + i * 130}" y="23">${label}</text>`,
  );
  const aim = `<line x1="${LEFT}" x2="${WIDTH - 16}" y1="${y(0.05)}" y2="${y(0.05)}" stroke="#b45309" stroke-dasharray="4 3"/><text x="${WIDTH - 16}" y="${y(0.05) - 5}" text-anchor="end" fill="#b45309">5%</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="Inter, system-ui, sans-serif" font-size="11" fill="#26241f"><title>Share of workspaces whose self-sent replies were wrong more often than their budget</title><rect width="${WIDTH}" height="${HEIGHT}" fill="#fffdf8"/>${grid.join('')}${bars.join('')}${aim}${labels.join('')}${legend.join('')}<text x="${LEFT}" y="${HEIGHT - 10}" fill="#77736a">Share of workspaces whose self-sent replies were wrong more often than their budget; 120 days, no drift</text></svg>\n`;
}
