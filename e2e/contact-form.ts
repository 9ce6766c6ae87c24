// What a customer does with the contact form, for the tests that begin with it.
import { expect, type Page } from '@playwright/test';
import type { Stack } from './stack.ts';

type Customer = { name: string; address: string };

export async function fillForm(
  visitor: Page,
  { name, address }: Customer,
  subject: string,
  message: string,
): Promise<void> {
  await visitor.getByLabel('Your name').fill(name);
  await visitor.getByLabel('E-mail').fill(address);
  await visitor.getByLabel('Subject').fill(subject);
  await visitor.getByLabel('Message').fill(message);
}

/** As a person does who is asked to press it again (a test types faster than people), or to look at articles first. */
export async function sendForm(visitor: Page): Promise<void> {
  await expect(async () => {
    const button = visitor.getByRole('button', { name: /^Send( anyway)?$/ });
    if (await button.isVisible()) await button.click();
    await expect(visitor.getByText('Your message is with us')).toBeVisible({ timeout: 2000 });
  }).toPass();
}

/** Messages of theirs that were taken in. */
export async function messagesOf(stack: Stack, { address }: Customer): Promise<number> {
  const [row] =
    await stack.sql`select count(*)::int as n from messages m join conversations c on c.id = m.conversation_id
    join contacts k on k.id = c.contact_id where k.email = ${address} and m.kind = 'inbound'`;
  return row?.n ?? 0;
}
