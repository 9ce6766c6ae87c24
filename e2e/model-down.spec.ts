// The AI provider fails, or answers nonsense: the message waits for a person, and the timeline says so.
import { conversationOf, expect, newCustomer, sendMail, setAutopilot, test, until } from './fixtures.ts';

const QUESTION = { subject: 'Voiding a label', text: 'How long do I have to void an unused label?' };

test.afterEach(async ({ stack }) => {
  await stack.sql`update workspace set ai_engine = '{"provider":"builtin"}'`;
  await stack.sql`delete from model_health`;
});

for (const mode of ['down', 'nonsense'] as const) {
  test(`model ${mode}`, async ({ page, stack }) => {
    test.setTimeout(90_000);
    await setAutopilot(stack, 'on', 0.01);
    stack.model.mode = mode;
    await stack.sql`update workspace set ai_engine = ${stack.sql.json({ provider: 'openai-compatible', model: 'stub-1', baseUrl: `http://127.0.0.1:${stack.model.port}/v1` })}`;
    const customer = newCustomer(`Model ${mode}`);
    await sendMail(stack, customer, QUESTION);
    const number = await conversationOf(stack, customer.address);
    await until(
      'the failure is on the timeline',
      async () => {
        const [row] =
          await stack.sql`select count(*)::int as n from events where conversation_id = ${number} and type = 'ai.failed'`;
        return row?.n > 0;
      },
      60,
    );
    const [conversation] = await stack.sql`select status from conversations where id = ${number}`;
    expect(conversation?.status).toBe('open');
    expect(stack.smtpPeer.to(customer.address)).toHaveLength(0);
    await page.goto(`/inbox/open/${number}`);
    await expect(page.getByText(/could not|failed/i).first()).toBeVisible();
  });
}
