import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const PRELOAD = join(import.meta.dirname, 'files-host.mjs');
// fetch does not let anybody choose a Host; node:http does.
const ASK = `
  const http = require('node:http');
  const server = http.createServer((request, response) => response.end('the app'));
  server.listen(0, '127.0.0.1', async () => {
    const said = [];
    for (const [host, path, forwarded] of JSON.parse(process.env.ASKED))
      said.push(await new Promise((resolve) => http.get(
        { port: server.address().port, path, headers: { host, ...(forwarded ? { 'x-forwarded-host': forwarded } : {}) } },
        (response) => response.resume().on('end', () => resolve(response.statusCode)))));
    console.log(JSON.stringify(said));
    server.close();
  });`;

async function asked(filesUrl: string, requests: [string, string, string?][]): Promise<number[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', PRELOAD, '-e', ASK], {
    env: { ...process.env, TANDEM_FILES_URL: filesUrl, ASKED: JSON.stringify(requests) },
  });
  return JSON.parse(stdout);
}

const FILES = 'files.example.com';
const APP = 'help.example.com';

test('on the files’ host only files and health checks answer, however the app is asked for', async () => {
  const refused = [
    '/',
    '/inbox',
    '/api/app/conversations/1',
    '/_next/static/a.js',
    '/icon.svg',
    '/files',
    '/files/',
    '/files/token',
    '/files/token/name/more',
    '/files/../inbox',
    '/files/a/../../inbox/open',
    '/files/%2e%2e/%2E%2E/inbox/open',
    '/files//inbox/..',
    '//files/token/name',
    'http://help.example.com/inbox',
  ];
  expect(
    await asked(
      `https://${FILES}`,
      refused.map((path) => [FILES, path]),
    ),
  ).toEqual(refused.map(() => 404));
  const taken = ['/files/token/name.png', '/files/token/name?x=1', '/api/health', '/api/ready'];
  expect(
    await asked(
      `https://${FILES}`,
      taken.map((path) => [FILES, path]),
    ),
  ).toEqual(taken.map(() => 200));
});

test('the host is known by its name alone, from either header', async () => {
  expect(
    await asked(`https://${FILES}`, [
      [`${FILES}:8443`, '/inbox'],
      ['FILES.example.com', '/inbox'],
      [APP, '/inbox', FILES],
      [FILES, '/inbox', APP],
      [APP, '/inbox', `${APP}, ${FILES}`],
      [APP, '/inbox', APP],
      [APP, '/inbox'],
    ]),
  ).toEqual([404, 404, 404, 404, 404, 200, 200]);
});

test('elsewhere there are no files; with no host of their own they are with the app', async () => {
  expect(
    await asked(`https://${FILES}`, [
      [APP, '/files/token/name'],
      [APP, '/api/attachments/1'],
    ]),
  ).toEqual([404, 200]);
  expect(
    await asked('', [
      [APP, '/files/token/name'],
      [FILES, '/inbox'],
    ]),
  ).toEqual([200, 200]);
});
