// Confident replies may wait where people see them: stopping one sends nothing, hurrying one sends it.
import { expect, newCustomer, sendMail, setAutopilot, test, until } from './fixtures.ts';

const QUESTION = { subject: 'Voiding a label', text: 'How long do I have to void an unused label?' };

test('one is stopped and its words wait in the composer, the other is let go', async ({ page, stack }) => {
  await setAutopilot(stack, 'on', 0.01);
  await stack.sql`update autopilot set delay_minutes = 5`;
  const [stopped, hurried] = ['Stella Stop', 'Hugo Hurry'].map(newCustomer);
  if (!stopped || !hurried) throw new Error('no customers');
  await page.goto('/review');
  for (const customer of [stopped, hurried]) await sendMail(stack, customer, QUESTION);

  // Both appear without a reload, and neither has left.
  const lane = page.getByRole('region', { name: 'About to go' });
  await expect(lane.getByText('Stella Stop')).toBeVisible();
  await expect(lane.getByText('Hugo Hurry')).toBeVisible();
  await expect(lane.getByText(/Goes in \d:\d\d/).first()).toBeVisible();
  expect(stack.smtpPeer.to(stopped.address)).toHaveLength(0);

  await lane.getByRole('button', { name: 'Send the reply to Hugo Hurry now' }).click();
  await until('the hurried reply', async () => stack.smtpPeer.to(hurried.address).length === 1);

  await lane.getByRole('button', { name: 'Stop the reply to Stella Stop' }).click();
  await expect(page).toHaveURL(/\/inbox\/open\/\d+/);
  await expect(page.getByLabel('Write to Stella')).toHaveValue(/void/i);
  const [row] =
    await stack.sql`select r.status from reviews r join conversations c on c.id = r.conversation_id join contacts k on k.id = c.contact_id where k.email = ${stopped.address}`;
  expect(row?.status).toBe('rejected');
  expect(stack.smtpPeer.to(stopped.address)).toHaveLength(0);
  await setAutopilot(stack, 'ask');
});
