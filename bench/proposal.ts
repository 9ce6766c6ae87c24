// From the moment a mail is accepted until its proposal stands in a Review page that was open all along; built-in engine.
import type { Page } from '@playwright/test';
import { createTransport } from 'nodemailer';
import { withPage } from './browser.ts';
import { type Figure, percentile } from './figures.ts';
import { type Installation, SUPPORT } from './installation.ts';
import { jobsDone } from './memory.ts';

const MAILS = 30;
const WARM_UP = 3;
const AIM_MS = 400;
const QUESTIONS = [
  ['Voiding a label', 'how long do I have to void an unused label?'],
  ['Label printer', 'which label printers work with Parcelbird?'],
  ['Pickup', 'how do I book a pickup with the carrier?'],
] as const;

export async function measureProposal({ url, cookie, smtpPort, sql }: Installation): Promise<Figure[]> {
  await sql`update autopilot set mode = 'ask'`;
  await jobsDone(sql);
  const transport = createTransport({
    host: '127.0.0.1',
    port: smtpPort,
    ignoreTLS: true,
    pool: true,
    maxConnections: 1,
  });
  const times = await withPage(url, cookie, async (page) => {
    await page.goto('/review');
    await page.locator('a[data-review]').first().waitFor();
    const samples: number[] = [];
    for (let n = 0; n < MAILS + WARM_UP; n++) samples.push(await once(page, transport, n));
    return samples.slice(WARM_UP);
  });
  transport.close();
  return [
    { name: 'mail accepted → proposal on screen, p50', value: percentile(times, 0.5), unit: 'ms', atMost: AIM_MS },
    { name: 'mail accepted → proposal on screen, p95', value: percentile(times, 0.95), unit: 'ms' },
  ];
}

async function once(page: Page, transport: ReturnType<typeof createTransport>, n: number): Promise<number> {
  const name = `Bench Customer ${n} of ${Date.now()}`;
  const [subject, question] = QUESTIONS[n % QUESTIONS.length] ?? QUESTIONS[0];
  // The page notes the time itself: both clocks are this machine's.
  const seen = page.waitForFunction(
    (wanted) => (document.querySelector('main')?.textContent?.includes(wanted) ? Date.now() : 0),
    name,
    { timeout: 30_000, polling: 10 },
  );
  await transport.sendMail({
    from: { name, address: `bench@proposal-${Date.now()}-${n}.example` },
    to: SUPPORT,
    subject,
    text: `Hello,\n\n${question}\n\nThank you`,
  });
  const accepted = Date.now();
  const at = await (await seen).jsonValue();
  await page.waitForTimeout(300);
  return Math.max(0, at - accepted);
}
