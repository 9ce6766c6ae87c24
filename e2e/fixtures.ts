// One running Tandem for all browser tests, set up as its first owner would: the demo workspace, and mail that really leaves.
import AxeBuilder from '@axe-core/playwright';
import { type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test';
import nodemailer from 'nodemailer';
import { Stack, until } from './stack.ts';

export const OWNER = { name: 'Mara Ruiz', email: 'mara@parcelbird.example', password: 'three quiet green herons' };
export const SUPPORT = 'support@parcelbird.example';

/** A browser of its own, in which nobody has signed in. */
type Visit = (options?: BrowserContextOptions) => Promise<Page>;
type Fixtures = { page: Page; visit: Visit };
type WorkerFixtures = { stack: Stack };

export const test = base.extend<Fixtures, WorkerFixtures>({
  stack: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      const stack = new Stack();
      // Also when starting failed half-way: a worker without its database would try for ever.
      try {
        await stack.start();
        await use(stack);
      } finally {
        await stack.stop();
      }
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  /** Signed in as the owner; the first use goes through setup. */
  page: async ({ browser, stack }, use) => {
    const context = await browser.newContext({ baseURL: stack.url, storageState: await ownerState(browser, stack) });
    await use(unhurried(await context.newPage()));
    await context.close();
  },
  visit: async ({ browser, stack }, use) => {
    const opened: Page[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ baseURL: stack.url, ...options });
      const page = await context.newPage();
      opened.push(page);
      return options.javaScriptEnabled === false ? page : unhurried(page);
    });
    await Promise.all(opened.map((page) => page.context().close()));
  },
});

export { expect, until };

/**
 * Nobody types within milliseconds of a page; a test does, and the key is lost where the page does not listen yet. After each address this waits
 * until React has taken over what the server sent, and then until the browser has nothing left to do.
 */
export function unhurried(page: Page): Page {
  const listens = () => {
    const main = document.querySelector('main');
    return !main || Object.keys(main).some((key) => key.startsWith('__react'));
  };
  const goto = page.goto.bind(page);
  const reload = page.reload.bind(page);
  const ready = async <T>(loaded: Promise<T>): Promise<T> => {
    const response = await loaded;
    await page.waitForFunction(listens);
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 5_000 })));
    return response;
  };
  page.goto = (url, options) => ready(goto(url, options));
  page.reload = (options) => ready(reload(options));
  return page;
}

let owner:
  | { url: string; state: Awaited<ReturnType<Awaited<ReturnType<typeof newContext>>['storageState']>> }
  | undefined;

async function ownerState(browser: Parameters<typeof newContext>[0], stack: Stack) {
  if (owner?.url === stack.url) return owner.state;
  const context = await newContext(browser, stack);
  const page = await context.newPage();
  await page.goto('/');
  await expect(page).toHaveURL(/\/setup$/);
  await page.getByLabel('Your name').fill(OWNER.name);
  await page.getByLabel('E-mail').fill(OWNER.email);
  await page.getByLabel('Password').fill(OWNER.password);
  await page.getByLabel('Workspace name').fill('Parcelbird');
  await page.getByRole('button', { name: 'Create workspace' }).click();
  await expect(page).toHaveURL(/\/review/, { timeout: 20_000 });
  await sendThrough(stack);
  await until('the AI has answered what the demo left open', async () => {
    const [row] =
      await stack.sql`select count(*)::int as n from pgboss.job where name = 'message.received' and state in ('created', 'active', 'retry')`;
    return row?.n === 0;
  });
  await stack.sql`create table earned_by_the_demo as select demo, results, (select max(id) from decisions) as last_decision from autopilot_earned`;
  owner = { url: stack.url, state: await context.storageState() };
  await context.close();
  return owner.state;
}

function newContext(
  browser: { newContext: (options: { baseURL: string }) => Promise<import('@playwright/test').BrowserContext> },
  stack: Stack,
) {
  return browser.newContext({ baseURL: stack.url });
}

/** Lets mail leave: the mailbox gets the peer as its SMTP server. */
async function sendThrough(stack: Stack): Promise<void> {
  await stack.sql`update mailboxes set smtp = ${stack.sql.json({ host: '127.0.0.1', port: stack.smtpPeer.port, secure: false })}`;
}

export type CustomerMail = {
  from?: string;
  name?: string;
  subject: string;
  text: string;
  html?: string;
  headers?: Record<string, string>;
  inReplyTo?: string;
  references?: string;
  to?: string;
  messageId?: string;
  date?: Date;
  attachments?: { filename: string; content: string | Buffer; contentType: string; cid?: string }[];
};

let customers = 0;

/** A customer nobody has seen before. */
export function newCustomer(name: string): { name: string; address: string } {
  customers += 1;
  return { name, address: `${name.toLowerCase().replace(/[^a-z]+/g, '.')}.${customers}@customer.example` };
}

/** Sends over a real socket to the listener, as a customer's mail server would. */
export async function sendMail(
  stack: Stack,
  from: { name: string; address: string },
  mail: CustomerMail,
): Promise<string> {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: stack.smtpPort,
    secure: false,
    ignoreTLS: true,
  });
  const sent = await transport.sendMail({ ...mail, from, to: mail.to ?? SUPPORT });
  transport.close();
  return sent.messageId;
}

/** The number of the newest conversation of this customer. */
export async function conversationOf(stack: Stack, address: string): Promise<number> {
  let id = 0;
  await until(`a conversation of ${address}`, async () => {
    const [row] =
      await stack.sql`select c.id::int as id from conversations c join contacts k on k.id = c.contact_id where k.email = ${address} order by c.id desc limit 1`;
    id = row?.id ?? 0;
    return id > 0;
  });
  return id;
}

/** The gate's newest decision on a conversation. */
export async function decisionOn(
  stack: Stack,
  conversationId: number,
): Promise<{ action: string; reasons: { code: string }[]; confidence: number | null }> {
  let found: { action: string; reasons: { code: string }[]; confidence: number | null } | undefined;
  await until(`a decision on #${conversationId}`, async () => {
    const [row] =
      await stack.sql`select action, reasons, confidence from decisions where conversation_id = ${conversationId} order by id desc limit 1`;
    found = row as typeof found;
    return row !== undefined;
  });
  if (!found) throw new Error('no decision');
  return found;
}

/**
 * At 1 in 5 the demo's made-up reviews earn a low threshold; `threshold` is the owner's own minimum above it. What earlier tests approved or
 * rejected no longer counts.
 */
export async function setAutopilot(
  stack: Stack,
  mode: 'off' | 'suggest' | 'ask' | 'on',
  threshold: number | null = null,
): Promise<void> {
  await stack.sql`update decisions set eligible = false where id > (select max(last_decision) from earned_by_the_demo)`;
  await stack.sql`update autopilot_earned a set results = d.results, computed_at = now() from earned_by_the_demo d where d.demo = a.demo`;
  await stack.sql`update autopilot set mode = ${mode}, budget = 5, threshold = ${threshold}, spot_check_share = 0, audit_share = 0, delay_minutes = 0`;
}

export async function expectNoAxeViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  // Soft: one run names the faults of every page.
  expect
    .soft(
      violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(' ')).join(' | ')}`),
      page.url(),
    )
    .toEqual([]);
}
