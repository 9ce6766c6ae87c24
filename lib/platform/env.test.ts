import { expect, test } from 'vitest';
import { parseEnv } from './env.ts';

test('everything has a default, and an empty setting is an unset one', () => {
  const { PORT, HOST, DATABASE_URL, TANDEM_DATA } = parseEnv({ PORT: '', DATABASE_URL: '' });
  expect({ PORT, HOST, DATABASE_URL, TANDEM_DATA }).toEqual({
    PORT: 3000,
    HOST: '127.0.0.1',
    DATABASE_URL: undefined,
    TANDEM_DATA: './data',
  });
});

test.each([
  [{ PORT: 'abc' }, 'PORT: needs to be a whole number from 0 to 65535'],
  [{ SMTP_PORT: '70000' }, 'SMTP_PORT: needs to be a whole number from 0 to 65535'],
  [{ DATABASE_URL: 'mysql://a@b/c' }, 'DATABASE_URL: needs to look like postgres://user:password@host:5432/name'],
  [{ TANDEM_SECRET: 'short' }, 'TANDEM_SECRET: needs at least 32 characters'],
  [{ TANDEM_URL: 'help.example.com' }, 'TANDEM_URL: needs to look like https://help.example.com'],
  [{ TANDEM_FILES_URL: 'files.example.com' }, 'TANDEM_FILES_URL: needs to look like https://files.example.com'],
  [
    { TANDEM_URL: 'https://help.example.com', TANDEM_FILES_URL: 'https://help.example.com:8443' },
    'TANDEM_FILES_URL: needs another host than TANDEM_URL',
  ],
  [{ TRUST_PROXY: 'yes' }, 'TRUST_PROXY: needs to be a whole number'],
])('%o is refused in words', (settings, words) => {
  expect(() => parseEnv(settings)).toThrow(words);
});

test('a refusal names every bad setting and shows no value', () => {
  expect(() => parseEnv({ PORT: 'abc', TANDEM_SECRET: 'hunter2' })).toThrow(/TANDEM_SECRET.*PORT/);
  expect(() => parseEnv({ TANDEM_SECRET: 'hunter2' })).not.toThrow(/hunter2/);
});
