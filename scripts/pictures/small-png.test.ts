import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { smallPng } from './small-png.ts';

test('two pixels of two colours', () => {
  const file = smallPng({ width: 2, height: 1, rgba: Uint8Array.from([255, 0, 0, 255, 0, 0, 255, 255]) });
  expect(file.subarray(1, 4).toString()).toBe('PNG');
  expect([...file.subarray(file.indexOf('PLTE') + 4, file.indexOf('PLTE') + 10)]).toEqual([255, 0, 0, 0, 0, 255]);
  const data = file.subarray(file.indexOf('IDAT') + 4, file.indexOf('IEND') - 8);
  expect([...inflateSync(data)]).toEqual([0, 0, 1]);
});

test('a colour beyond the palette becomes the nearest one', () => {
  // 257 greys and blues; the last one is seen once, all others twice.
  const colours = Array.from({ length: 257 }, (_, i) => (i < 256 ? [i, i, i, 255] : [100, 100, 101, 255]));
  const rgba = Uint8Array.from([...colours.slice(0, 256), ...colours].flat());
  const file = smallPng({ width: 513, height: 1, rgba });
  const data = file.subarray(file.indexOf('IDAT') + 4, file.indexOf('IEND') - 8);
  const pixels = inflateSync(data).subarray(1);
  expect(pixels[512]).toBe(pixels[100]);
});
