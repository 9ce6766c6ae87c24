import { expect, test } from 'vitest';
import { BLOCKED_TYPES } from './blocked-types.ts';
import { fileWarning } from './file-warning.ts';

const limits = { largestMb: 20, blocked: BLOCKED_TYPES.split(' ') };

test.each([
  ['setup.exe', 'type'],
  ['SETUP.EXE', 'type'],
  ['invoice.pdf.js', 'type'],
  ['invoice.exe. . ', 'type'],
  ['invoice．ｅｘｅ', 'type'],
  ['.bat', 'type'],
  ['disk.iso', 'type'],
  ['exe', null],
  ['about.exe.txt', null],
  ['report.pdf', null],
  ['', null],
])('%j by type', (filename, warning) => {
  expect(fileWarning({ filename, size: 1 }, limits)).toBe(warning);
});

test('by size', () => {
  expect(fileWarning({ filename: 'a.pdf', size: 20_000_000 }, limits)).toBeNull();
  expect(fileWarning({ filename: 'a.pdf', size: 20_000_001 }, limits)).toBe('size');
  expect(fileWarning({ filename: 'a.exe', size: 1 }, { largestMb: 0.5, blocked: [] })).toBeNull();
});
