import { expect, test } from 'vitest';
import { disposition } from './disposition.ts';

test.each([
  ['label.pdf', `attachment; filename="label.pdf"; filename*=UTF-8''label.pdf`],
  ['Größe "1".pdf', `attachment; filename="Gr__e _1_.pdf"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22.pdf`],
  ["it's (a)*.txt", `attachment; filename="it's (a)*.txt"; filename*=UTF-8''it%27s%20%28a%29%2A.txt`],
  ['a\r\nSet-Cookie: x', `attachment; filename="a__Set-Cookie: x"; filename*=UTF-8''a%0D%0ASet-Cookie%3A%20x`],
])('%j', (name, header) => {
  expect(disposition('attachment', name)).toBe(header);
});
