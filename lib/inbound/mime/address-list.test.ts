// The address fields of RFC 5322's appendix, and what programs make of them.
import { expect, test } from 'vitest';
import { readAddressList } from './address-list.ts';

const read = (field: string) => readAddressList(field).map(({ name, address }) => `${name} <${address}>`);

test.each([
  ['Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>', ['Pete <pete@silly.test>']],
  [
    "A Group(Some people)\r\n :Chris Jones <c@(Chris's host.)public.example>,\r\n joe@example.org; (the end)",
    ['Chris Jones <c@public.example>', ' <joe@example.org>'],
  ],
  ['(Empty list)(start)Hidden recipients  :(nobody(that I know))  ;', []],
  [
    'Mary Smith <@node.test,@other.test:mary@example.net>, , jdoe@test  . example',
    ['Mary Smith <mary@example.net>', ' <jdoe@test.example>'],
  ],
  ['John Doe <jdoe@machine(comment).  example>', ['John Doe <jdoe@machine.example>']],
  ['jo@x.example (Jo Doe)', ['Jo Doe <jo@x.example>']],
  ['Jo @ x.example', [' <Jo@x.example>']],
  ['"Doe, Jo" <jo@x.example>; Max <max@x.example>', ['Doe, Jo <jo@x.example>', 'Max <max@x.example>']],
  ['=?utf-8?Q?Doe=2C_J=C3=B6?= <jo@x.example>', ['Doe, Jö <jo@x.example>']],
  ['"Jo \\"Q\\" Doe" <jo@x.example>', ['Jo "Q" Doe <jo@x.example>']],
  // The name is the address: a reader is to see that.
  ['"jo@x.example" <jo@x.example>', ['jo@x.example <jo@x.example>']],
  ['Jo <<jo@x.example>>', ['Jo <jo@x.example>']],
  ['"Jo <jo@x.example>', ['Jo <jo@x.example>']],
  ['Jo <jo@x.example, Max <max@x.example>', ['Jo <jo@x.example>', 'Max <max@x.example>']],
  ['Jörg <jörg@bücher.example>', ['Jörg <jörg@bücher.example>']],
  ['"john doe"@x.example', [' <"john doe"@x.example>']],
])('%s', (field, expected) => {
  expect(read(field)).toEqual(expected);
});

test('openings without an end do not make it slow to no end, and lose no address', () => {
  for (const piece of ['(', '"', '<', '<(', '<a@b.example>,<((('])
    expect(readAddressList(`Jo <jo@x.example>, ${piece.repeat(20_000)}`)[0]).toEqual({
      name: 'Jo',
      address: 'jo@x.example',
    });
});
