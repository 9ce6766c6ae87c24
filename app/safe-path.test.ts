import { describe, expect, it } from 'vitest';
import { safePath } from './safe-path.ts';

describe('safePath', () => {
  it('keeps a path of ours, with its query', () => {
    expect(safePath('/inbox/mine/4821?tab=why')).toBe('/inbox/mine/4821?tab=why');
  });
  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'javascript:alert(1)',
    '',
    '/sign-in',
  ])('refuses %j', (given) => {
    expect(safePath(given)).toBe('/');
  });
  it('refuses what is not text', () => {
    expect(safePath(null)).toBe('/');
  });
});
