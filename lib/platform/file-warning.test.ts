import { afterEach, expect, test } from 'vitest';
import { forgetEnv } from './env.ts';
import { fileWarning } from './file-warning.ts';

function set(settings: Record<string, string>) {
  Object.assign(process.env, settings);
  forgetEnv();
}
afterEach(() => {
  delete process.env.ATTACHMENT_BLOCKED;
  delete process.env.ATTACHMENT_MAX_MB;
  forgetEnv();
});

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
  expect(fileWarning({ filename, size: 1 })).toBe(warning);
});

test('by size, and as the settings say', () => {
  expect(fileWarning({ filename: 'a.pdf', size: 20_000_000 })).toBeNull();
  expect(fileWarning({ filename: 'a.pdf', size: 20_000_001 })).toBe('size');
  set({ ATTACHMENT_MAX_MB: '0.5', ATTACHMENT_BLOCKED: '.zip, *.RAR' });
  expect(fileWarning({ filename: 'a.pdf', size: 500_001 })).toBe('size');
  expect(['a.zip', 'a.rar', 'a.exe'].map((filename) => fileWarning({ filename, size: 1 }))).toEqual([
    'type',
    'type',
    null,
  ]);
});
