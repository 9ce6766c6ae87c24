import { expect, test } from 'vitest';
import { pictureType } from './picture-type.ts';

test.each([
  ['image/png', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
  ['image/jpeg', '\xff\xd8\xff\xe0\0\x10JFIF'],
  ['image/gif', 'GIF89a\x01\0\x01\0'],
  ['image/webp', 'RIFF\n\0\0\0WEBPVP8 '],
  ['image/avif', '\0\0\0\x1cftypavif\0\0\0\0'],
  [null, '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  [null, '<?xml version="1.0"?><svg/>'],
  [null, '<!doctype html><img src="GIF89a">'],
  [null, ' GIF89a'],
  [null, '%PDF-1.7'],
  [null, 'RIFF\n\0\0\0WAVE'],
  [null, '\x89PNG'],
  [null, ''],
])('%s', (type, bytes) => {
  expect(pictureType(Buffer.from(bytes, 'latin1'))).toBe(type);
});
