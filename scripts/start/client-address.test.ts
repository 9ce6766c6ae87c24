import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const PRELOAD = join(import.meta.dirname, 'client-address.mjs');
const ECHO = `
  const server = require('node:http').createServer((request, response) => response.end(request.headers['x-forwarded-for'] + ' ' + request.headers['x-tandem-forwarded']));
  server.listen(0, '127.0.0.1', async () => {
    const answer = await fetch('http://127.0.0.1:' + server.address().port, { headers: { 'x-forwarded-for': '203.0.113.9' } });
    console.log(await answer.text());
    server.close();
  });`;

const seen = async (proxies: string) =>
  (
    await promisify(execFile)(process.execPath, ['--import', PRELOAD, '-e', ECHO], {
      env: { ...process.env, TRUST_PROXY: proxies },
    })
  ).stdout.trim();

test('an address that the client made up counts only behind a proxy that we were told of', async () => {
  expect(await seen('0')).toBe('127.0.0.1 1');
  expect(await seen('')).toBe('127.0.0.1 1');
  expect(await seen('1')).toBe('203.0.113.9 undefined');
});
