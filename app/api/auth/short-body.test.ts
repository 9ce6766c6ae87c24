import { NextRequest } from 'next/server';
import { expect, test } from 'vitest';
import { withShortBody } from './short-body.ts';

const knock = (body: BodyInit) =>
  new NextRequest('http://x/api/auth/callback/credentials', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: 'a=b' },
    body,
    duplex: 'half',
  });

test('what a form sends goes on as it came', async () => {
  const passed = await withShortBody(knock('email=a%40x.test&password=p'));
  if (passed instanceof Response) throw new Error('refused');
  expect(await passed.text()).toBe('email=a%40x.test&password=p');
  expect(passed.headers.get('content-type')).toBe('application/x-www-form-urlencoded');
  expect(passed.cookies.get('a')?.value).toBe('b');
});

test('a body without end is let go as soon as it is too long', async () => {
  let given = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      given += 16_384;
      if (given > 50_000_000) controller.close();
      else controller.enqueue(new Uint8Array(16_384).fill(0x61));
    },
  });
  expect(await withShortBody(knock(endless))).toMatchObject({ status: 413 });
  expect(given).toBeLessThan(200_000);
});
