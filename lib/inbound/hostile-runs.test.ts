// Long runs of one thing, as an attacker would send them: a pattern that tries every place of a run takes minutes for these, and the worker
// does nothing else meanwhile. Here each takes milliseconds; the test's own time limit (five seconds) is what would tell.
import { expect, test } from 'vitest';
import { safeFileName } from '../platform/file-name.ts';
import { dropInvisible } from './clean-text.ts';
import { htmlToText } from './html/to-text.ts';
import { readMime } from './mime/read-mime.ts';
import { readMailText } from './visible-text.ts';

const RUN = 400_000;

test('hard spaces that no line end follows', () => {
  expect(htmlToText(`<p>a${'\u00a0'.repeat(RUN)}b</p>`).length).toBe(RUN + 2);
  expect(readMailText('', `<p>a${'&nbsp;'.repeat(90_000)}b</p>`).visible).toMatch(/^a +b?/);
});

test('joiners that no space follows; at the end of a word they still go', () => {
  expect(dropInvisible(`a${'\u200c'.repeat(RUN)}b`).text).toHaveLength(RUN + 2);
  expect(dropInvisible(`a${'\u200d'.repeat(RUN)} b`).text).toBe('a b');
});

test('dots in a file’s name; at its end they still go', () => {
  expect(safeFileName(`a${'.'.repeat(RUN)}b`)).toHaveLength(120);
  expect(safeFileName(`a.txt${'. '.repeat(RUN)}`)).toBe('a.txt');
});

test('carriage returns in a field of the header; what is folded still goes on', () => {
  const field = `X: a${'\r'.repeat(RUN)}b\r\n`;
  const { headers } = readMime(Buffer.from(`${field.repeat(4)}Subject: one\r\n two\r\n\tthree\r\n\r\nx`));
  expect(headers.all('x')).toHaveLength(4);
  expect(headers.get('subject')).toBe('one two\tthree');
});
