// The customer's side: find an answer, or write and get one.
import { conversationOf, decisionOn, expect, newCustomer, setAutopilot, test, until } from './fixtures.ts';

test('search as you type, an article, and the contact form through to the reply', async ({ page, stack, browser }) => {
  await setAutopilot(stack, 'ask');
  const customer = newCustomer('Form Fiona');
  const visitor = await (await browser.newContext({ baseURL: stack.url })).newPage();
  await visitor.goto('/help');
  await visitor.getByRole('combobox', { name: /Search the help center/ }).fill('void a label');
  await visitor.getByRole('option').first().click();
  await expect(visitor.getByRole('heading', { level: 1 })).toBeVisible();
  await visitor.goto('/help/contact');
  await visitor.getByLabel('Your name').fill(customer.name);
  await visitor.getByLabel('E-mail').fill(customer.address);
  await visitor.getByLabel('Subject').fill('How long can I void a label');
  await visitor.getByLabel('Message').fill('How long do I have to void an unused label?');
  await expect(visitor.getByText('These may help')).toBeVisible();
  await visitor.getByRole('button', { name: 'Send' }).click();
  await expect(visitor.getByText('Your message is with us')).toBeVisible();

  const number = await conversationOf(stack, customer.address);
  await decisionOn(stack, number);
  await page.goto('/review');
  await page.getByRole('link', { name: /Form Fiona/ }).click();
  await expect(page.getByText('Proposed reply')).toBeVisible();
  await page.getByRole('button', { name: /Approve and send/ }).click();
  await until('the reply by mail', async () => stack.smtpPeer.to(customer.address).length === 1);
});

test('without JavaScript: reading, searching and writing work', async ({ stack, browser }) => {
  const visitor = await (await browser.newContext({ baseURL: stack.url, javaScriptEnabled: false })).newPage();
  const customer = newCustomer('Plain Paul');
  await visitor.goto('/help/search?q=void');
  await visitor.getByRole('main').getByRole('link').first().click();
  await expect(visitor.getByRole('heading', { level: 1 })).toBeVisible();
  await visitor.goto('/help/contact');
  await visitor.getByLabel('Your name').fill(customer.name);
  await visitor.getByLabel('E-mail').fill(customer.address);
  await visitor.getByLabel('Subject').fill('Plain');
  await visitor.getByLabel('Message').fill('Sent without any script.');
  await visitor.getByRole('button', { name: 'Send' }).click();
  await expect(visitor.getByText('Your message is with us')).toBeVisible();
  await conversationOf(stack, customer.address);
});

test('internal articles are nowhere in the portal', async ({ stack, browser }) => {
  const [internal] = await stack.sql`select slug, title from articles where status = 'internal' limit 1`;
  const visitor = await (await browser.newContext({ baseURL: stack.url })).newPage();
  expect((await visitor.goto(`/help/articles/${internal?.slug}`))?.status()).toBe(404);
  const found = await visitor.request.get(`/api/help/search?q=${encodeURIComponent(internal?.title)}`);
  expect(await found.text()).not.toContain(internal?.title);
  expect(await (await visitor.request.get('/sitemap.xml')).text()).not.toContain(internal?.slug);
});
