import { expect, test } from 'vitest';
import { loadsRemoteImages, mailPage } from './mail-page.ts';

const ORIGIN = 'https://help.example';
const CAME = `${ORIGIN}/api/attachments/`;
const policyOf = (page: string) => /img-src ([^;"]*)/.exec(page)?.[1];
const html = '<p>Hi</p><img alt="" data-src="/api/pictures/7/ab?of=https%3A%2F%2Fx.example%2Fa.png">';

test('remote pictures are asked from our own server, and only when the reader wants them', () => {
  const before = mailPage(html, false, ORIGIN);
  expect(loadsRemoteImages(html)).toBe(true);
  expect(before).not.toMatch(/<img[^>]*\ssrc=/);
  expect(policyOf(before)).toBe(`data: ${CAME} ${ORIGIN}/files/`);
  const after = mailPage(html, true, ORIGIN);
  expect(after).toContain('<img alt="" src="/api/pictures/7/ab?of=https%3A%2F%2Fx.example%2Fa.png">');
  expect(policyOf(after)).toBe(`data: ${CAME} ${ORIGIN}/files/ ${ORIGIN}/api/pictures/`);
});

test('files that came along may come from their own host, and from no third one', () => {
  const page = mailPage(html, false, ORIGIN, 'https://files.example');
  expect(policyOf(page)).toBe(`data: ${CAME} https://files.example/files/`);
});

test('an address elsewhere is never made into one that loads', () => {
  const unsigned = '<img data-src="https://x.example/a.png"><img data-src="//x.example/api/pictures/7/ab">';
  expect(loadsRemoteImages(unsigned)).toBe(false);
  expect(mailPage(unsigned, true, ORIGIN)).not.toMatch(/<img[^>]*\ssrc=/);
});
