// The help portal: finding an answer, or the way to people; and what no page of it may show.
import { fillForm, sendForm } from './contact-form.ts';
import {
  conversationOf,
  decisionOn,
  expect,
  expectNoAxeViolations,
  newCustomer,
  setAutopilot,
  test,
  until,
} from './fixtures.ts';

// The owner's page sets the workspace up, wherever a run begins.
test.beforeEach(({ page }) => page.goto('/help').then(() => {}));

test('search as you type, an article, and the contact form through to the reply', async ({ page, stack, visit }) => {
  await setAutopilot(stack, 'ask');
  const customer = newCustomer('Form Fiona');
  const visitor = await visit();
  await visitor.goto('/help');
  await visitor.getByRole('combobox', { name: /Search the help center/ }).fill('void a label');
  await visitor.getByRole('option').first().click();
  await expect(visitor.getByRole('heading', { level: 1 })).toBeVisible();
  await visitor.goto('/help/contact');
  await fillForm(visitor, customer, 'How long can I void a label', 'How long do I have to void an unused label?');
  await expect(visitor.getByText('These may help')).toBeVisible();
  await sendForm(visitor);
  await expect(visitor.getByText(`We answer by e-mail to ${customer.address}`)).toBeVisible();
  const reference =
    /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec((await visitor.getByRole('main').textContent()) ?? '')?.[0] ?? '';

  const number = await conversationOf(stack, customer.address);
  const [kept] = await stack.sql`select channel from conversations where id = ${number}`;
  expect(kept?.channel).toBe('form');
  await decisionOn(stack, number);
  await page.goto(`/search?q=${reference}`);
  await expect(page.getByRole('link', { name: /How long can I void a label/ }).first()).toBeVisible();
  await page.goto('/review');
  await page.getByRole('link', { name: /Form Fiona/ }).click();
  await expect(page.getByText('Proposed reply')).toBeVisible();
  await page.getByRole('button', { name: /Approve and send/ }).click();
  await until('the reply by mail', async () => stack.smtpPeer.to(customer.address).length === 1);
});

test('a search that found nothing good leads to the form, and the question with it', async ({ visit }) => {
  const visitor = await visit();
  const question = 'Do you ship live lobsters to the moon?';
  await visitor.goto(`/help/search?q=${encodeURIComponent(question)}`);
  await visitor.getByRole('complementary').getByRole('link', { name: 'Contact us' }).click();
  await expect(visitor.getByLabel('Message')).toHaveValue(question);
});

test('without JavaScript: reading, searching and writing work', async ({ stack, visit }) => {
  const visitor = await visit({ javaScriptEnabled: false });
  const customer = newCustomer('Plain Paul');
  await visitor.goto('/help/search?q=void');
  await visitor.getByRole('main').getByRole('link').first().click();
  await expect(visitor.getByRole('heading', { level: 1 })).toBeVisible();
  await visitor.goto('/help/contact');
  await fillForm(visitor, customer, 'Plain', 'Sent without any script.');
  await sendForm(visitor);
  const thanks = visitor.url();
  expect(thanks).not.toContain(customer.address);
  await conversationOf(stack, customer.address);
  // The address of the page tells another browser nothing.
  const other = await visit();
  await other.goto(thanks);
  await expect(other.getByText('Your message is with us')).toBeVisible();
  await expect(other.getByText(customer.address)).toHaveCount(0);
});

test('internal articles and drafts are nowhere in the portal', async ({ stack, visit }) => {
  const hidden = await stack.sql`select id, slug, title from articles where status <> 'published' order by id limit 5`;
  expect(hidden.length).toBeGreaterThan(0);
  const visitor = await visit();
  const read = async (path: string) => (await visitor.request.get(path)).text();
  for (const { slug, title } of hidden) {
    expect((await visitor.goto(`/help/articles/${slug}`))?.status()).toBe(404);
    await expect(visitor.getByText('This page is not here')).toBeVisible();
    const asked = encodeURIComponent(title);
    const suggested = await visitor.request.post('/api/help/suggestions', { data: { message: title } });
    for (const text of [
      await read(`/api/help/search?q=${asked}`),
      (await read(`/help/search?q=${asked}`)).replaceAll(title, '').replaceAll(asked, ''),
      await suggested.text(),
      await read('/help/sitemap.xml'),
      await read('/help'),
    ])
      expect(text).not.toContain(slug);
  }
  // Nor after it was public: a published article that is taken back is gone at once.
  const [open] = await stack.sql`select id, slug from articles where status = 'published' order by id desc limit 1`;
  expect((await visitor.goto(`/help/articles/${open?.slug}`))?.status()).toBe(200);
  await stack.sql`update articles set status = 'internal' where id = ${open?.id}`;
  expect((await visitor.goto(`/help/articles/${open?.slug}`))?.status()).toBe(404);
  expect(await read('/help/sitemap.xml')).not.toContain(`${open?.slug}<`);
  await stack.sql`update articles set status = 'published' where id = ${open?.id}`;
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`no accessibility violation on any portal page, ${colorScheme}, and no sideways scrolling on a phone`, async ({
    stack,
    visit,
  }) => {
    const [article] = await stack.sql`select a.slug, c.slug as collection from articles a
      join collections c on c.id = a.collection_id where a.status = 'published' order by length(a.body) desc limit 1`;
    const visitor = await visit({ colorScheme, viewport: { width: 390, height: 844 } });
    for (const path of [
      '/help',
      '/help/search?q=void%20a%20label',
      '/help/search?q=zzqxj',
      `/help/articles/${article?.slug}`,
      `/help/collections/${article?.collection}`,
      '/help/contact?q=How%20long%20can%20I%20void%20a%20label',
      '/help/contact/thanks?ref=0000-0000-0000',
      '/help/nowhere',
      '/help/person/1.none',
      '/help?lang=ja',
    ]) {
      await visitor.goto(path);
      await expectNoAxeViolations(visitor);
      const sideways = await visitor.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(sideways, path).toBeLessThanOrEqual(0);
    }
  });
