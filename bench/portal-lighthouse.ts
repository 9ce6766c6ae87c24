// Lighthouse (a phone on a slow line, as it simulates it) on the two portal pages that customers land on; the median of three.
import { chromium } from '@playwright/test';
import lighthouse from 'lighthouse';
import { freePort } from '#db/embedded/server.ts';
import { say } from '../scripts/start/console.ts';
import { requireBrowser } from '../scripts/test/browser.ts';
import { browserArgs } from './browser.ts';
import { type Figure, percentile } from './figures.ts';
import type { Installation } from './installation.ts';

const RUNS = 3;
const AIM = 95;
const CATEGORIES = ['performance', 'accessibility'];

export async function measurePortal({ url, sql }: Installation): Promise<Figure[]> {
  const [article] = await sql<
    { slug: string }[]
  >`select slug from articles where status = 'published' order by id limit 1`;
  const pages = { home: '/help', article: `/help/articles/${article?.slug}` };
  const figures: Figure[] = [];
  for (const [name, path] of Object.entries(pages)) {
    const runs: Record<string, number>[] = [];
    for (let n = 0; n < RUNS; n++) runs.push(await scores(`${url}${path}`));
    for (const category of CATEGORIES)
      figures.push({
        name: `Lighthouse, portal ${name}: ${category}`,
        value: percentile(
          runs.map((run) => run[category] ?? 0),
          0.5,
        ),
        unit: 'of 100',
        atLeast: AIM,
      });
  }
  return figures;
}

async function scores(page: string): Promise<Record<string, number>> {
  const port = await freePort();
  const browser = await chromium.launch({
    executablePath: requireBrowser(() => {}),
    args: [...browserArgs, `--remote-debugging-port=${port}`],
  });
  try {
    const result = await lighthouse(page, { port, onlyCategories: CATEGORIES, logLevel: 'error' });
    if (!result) throw new Error('Lighthouse gave no result.');
    const failed = Object.values(result.lhr.audits).filter(({ score }) => score !== null && score < 0.9);
    if (failed.length)
      say(`  ${page}: ${failed.map(({ id, displayValue }) => `${id} ${displayValue ?? ''}`.trim()).join(', ')}`);
    return Object.fromEntries(
      Object.entries(result.lhr.categories).map(([name, { score }]) => [name, Math.round((score ?? 0) * 100)]),
    );
  } finally {
    await browser.close();
  }
}
