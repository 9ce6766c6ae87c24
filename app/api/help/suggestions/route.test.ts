// Anybody may ask here, so nobody may have more read than a question can be: also who does not say how long it is.
import { expect, test } from 'vitest';
import { POST } from './route.ts';

test('a body without a length is let go as soon as it is too long', async () => {
  let given = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      given += 16_384;
      if (given > 50_000_000) controller.close();
      else controller.enqueue(new Uint8Array(16_384).fill(0x20));
    },
  });
  const asked = new Request('http://x/api/help/suggestions', {
    method: 'POST',
    body: endless,
    duplex: 'half',
  } as RequestInit);
  expect((await POST(asked)).status).toBe(413);
  expect(given).toBeLessThan(200_000);
});
