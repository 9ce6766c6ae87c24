import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formParts } from './form-parts.ts';

const TYPE = 'multipart/form-data; boundary="the-mark"';
const bytes = (...parts: (string | Buffer)[]) => Buffer.concat(parts.map((part) => Buffer.from(part)));
const latin = Buffer.from([0x47, 0x72, 0xfc, 0xdf, 0x65, 0x0d, 0x0a, 0x00, 0xff]);

test('a field keeps its bytes, whatever charset they are in', () => {
  const body = bytes(
    '--the-mark\r\nContent-Disposition: form-data; name="to"\r\n\r\na@b.example\r\n',
    '--the-mark\r\nContent-Disposition: form-data; name="email"\r\n\r\n',
    latin,
    '\r\n--the-mark--\r\n',
  );
  const parts = formParts(body, TYPE);
  expect(parts?.get('to')?.toString()).toBe('a@b.example');
  expect(parts?.get('email')).toEqual(latin);
});

test('percent signs and plus signs become the bytes that they stand for', () => {
  const parts = formParts(
    Buffer.from('a=1+2&body-mime=Gr%FC%DFe%0D%0A%00%FF&a=3&half=%4'),
    'application/x-www-form-urlencoded',
  );
  expect(parts?.get('a')?.toString()).toBe('1 2');
  expect(parts?.get('body-mime')).toEqual(latin);
  expect(parts?.get('half')?.toString()).toBe('%4');
});

test('nothing, something else, or noise: no field, and no harm', () => {
  expect(formParts(Buffer.from('{}'), 'application/json')).toBeNull();
  expect(formParts(Buffer.from('no marks at all'), TYPE)?.size).toBe(0);
  expect(formParts(Buffer.from('--the-mark\r\nname="x"'), TYPE)?.size).toBe(0);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
      formParts(Buffer.concat([Buffer.from('--the-mark'), noise]), TYPE);
      formParts(Buffer.from(noise), 'application/x-www-form-urlencoded');
    }),
  );
});
