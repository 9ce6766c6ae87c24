import { expect, test } from 'vitest';
import { fetched } from './fetched.ts';

const mail = (head: string) => Buffer.from(`${head}\r\nFrom: a@b.example\r\n\r\nReturn-Path: <body@x.example>\r\n`);

test('the envelope is what the delivering server wrote down, and nothing that the body says', () => {
  expect(fetched(1, mail('Return-Path: <jonas@kunde.example>'), 90, 1000, 'INBOX').from).toBe('jonas@kunde.example');
  expect(fetched(1, mail('Return-Path: <>'), 90, 1000, 'INBOX').from).toBe('');
  expect(fetched(1, mail('Subject: none'), 90, 1000, 'INBOX').from).toBe('');
});

test('too large, whether the server says so or hides it: held with the reason, and cut', () => {
  const large = Buffer.alloc(200_000, 'x');
  expect(fetched(7, large, 200_000, 300_000, 'INBOX').held).toBeUndefined();
  const said = fetched(7, large, 5_000_000, 300_000, 'Support');
  expect(said.held).toContain('4.8 MB');
  expect(said.held).toContain('“Support”');
  expect(said.raw.byteLength).toBe(65_536);
  expect(fetched(7, large, 10, 100_000, 'INBOX').held).toBeDefined();
});
