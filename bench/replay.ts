// A replay of past conversations, started and watched in the browser as an owner would, while another agent reads the inbox; built-in engine.
import { withPage } from './browser.ts';
import { type Figure, percentile } from './figures.ts';
import type { Installation } from './installation.ts';
import { jobsDone } from './memory.ts';

const CONVERSATIONS = 1000;
const AIM_S = 120;

export async function measureReplay({ url, cookie, sql }: Installation): Promise<Figure[]> {
  await jobsDone(sql);
  const { took, pages } = await withPage(url, cookie, async (page) => {
    await page.goto('/autopilot/replay');
    await page.getByLabel('Which conversations').selectOption('');
    await page.getByLabel('At most this many conversations').fill(String(CONVERSATIONS));
    const began = performance.now();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    const report = page
      .getByRole('heading', { name: 'What would have happened' })
      .waitFor({ timeout: 10 * AIM_S * 1000 })
      .then(() => performance.now() - began);
    const times: number[] = [];
    let done = false;
    const finished = report.finally(() => {
      done = true;
    });
    while (!done) {
      const asked = performance.now();
      await (await fetch(`${url}/inbox/open`, { headers: { cookie } })).text();
      times.push(performance.now() - asked);
      await Promise.race([finished, page.waitForTimeout(250)]);
    }
    return { took: await finished, pages: times };
  });
  const [counted] = await sql<{ total: number }[]>`select total from replays order by id desc limit 1`;
  const of = `replay of ${CONVERSATIONS} conversations`;
  return [
    { name: of, value: took / 1000, unit: 's', atMost: AIM_S },
    { name: `${of}: messages that a person answered`, value: counted?.total ?? 0, unit: '' },
    { name: 'inbox page meanwhile, p50', value: percentile(pages, 0.5), unit: 'ms' },
    { name: 'inbox page meanwhile, p95', value: percentile(pages, 0.95), unit: 'ms' },
  ];
}
