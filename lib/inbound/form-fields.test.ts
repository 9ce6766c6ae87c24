import { expect, test } from 'vitest';
import { FORM_LIMITS, filesFit, mailAddress, readFormFields } from './form-fields.ts';

const good = { name: 'Fiona Form', email: 'fiona@shop.example', subject: 'Labels', message: 'How long?' };

test('a good form comes back clean', () => {
  expect(
    readFormFields({ ...good, name: '  Fiona \u202e Form\u0000 ', message: '\r\nHow long?\r\n\r\nF.\u0007\r\n' }),
  ).toEqual({ ...good, message: 'How long?\n\nF.' });
});

test('every field that cannot be used is named', () => {
  expect(readFormFields({ name: ' ', email: 'fiona', subject: '\u200b', message: '\n' })).toEqual({
    problems: ['name', 'email', 'subject', 'message'],
  });
  expect(readFormFields({ name: null, email: undefined, subject: {}, message: [] })).toEqual({
    problems: ['name', 'email', 'subject', 'message'],
  });
  expect(readFormFields({ ...good, name: 'x'.repeat(101), message: 'x'.repeat(20_001) })).toEqual({
    problems: ['name', 'message'],
  });
  expect(readFormFields({ ...good, message: '日'.repeat(FORM_LIMITS.message) })).toMatchObject({ name: good.name });
});

test('a line cannot become two', () => {
  const injected = 'Labels\r\nBcc: everybody@shop.example\u2028X: 1';
  expect(readFormFields({ ...good, name: injected, subject: injected })).toEqual({
    ...good,
    name: 'Labels Bcc: everybody@shop.example X: 1',
    subject: 'Labels Bcc: everybody@shop.example X: 1',
  });
});

test.each([
  ['fiona@shop.example', 'fiona@shop.example'],
  ['  Fiona.O’x@shop.example', null],
  ["Fiona.O'x+tag@Shop.Example", "Fiona.O'x+tag@shop.example"],
  ['info@bücher.example', 'info@xn--bcher-kva.example'],
  ['ｆｉｏｎａ＠ｓｈｏｐ．ｅｘａｍｐｌｅ', 'fiona@shop.example'],
  ['taro..x.@docomo.example', 'taro..x.@docomo.example'],
  ['fiona@localhost', null],
  ['fiona@127.0.0.1', null],
  ['fiona@[127.0.0.1]', null],
  ['fiona@shop.example, other@shop.example', null],
  ['Fiona <fiona@shop.example>', null],
  ['"a b"@shop.example', null],
  ['a@b@shop.example', null],
  ['fiona@shop.example\r\nBcc: x@y.example', null],
  ['fiona@-shop.example', null],
  ['fiona@shop', null],
])('address %j', (typed, address) => {
  expect(mailAddress(typed)).toBe(address);
});

test('files: five, and ten megabytes together', () => {
  const mb = 1024 * 1024;
  expect(filesFit([], 10)).toBe(true);
  expect(filesFit([5 * mb, 5 * mb], 10)).toBe(true);
  expect(filesFit([5 * mb, 5 * mb + 1], 10)).toBe(false);
  expect(filesFit([1, 1, 1, 1, 1, 1], 10)).toBe(false);
});
