import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetEnv } from './env.ts';
import { NotFound } from './errors.ts';
import { getFile, putBytes, readStored, removeStored } from './storage.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-storage-'));
  process.env.TANDEM_DATA = folder;
  forgetEnv();
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  for (const name of Object.keys(process.env)) if (name.startsWith('S3_')) delete process.env[name];
  forgetEnv();
});

test('on disk: equal bytes are one file, and no half-written one is ever seen', async () => {
  const bytes = Buffer.from('same');
  const [first, second] = await Promise.all([putBytes(bytes), putBytes(bytes)]);
  expect(second).toEqual(first);
  expect(first).toMatchObject({ size: 4, storageKey: `${first.sha256.slice(0, 2)}/${first.sha256}` });
  expect(readdirSync(join(folder, 'attachments', first.sha256.slice(0, 2)))).toEqual([first.sha256]);
  expect(await getFile(first.storageKey)).toEqual(bytes);
  await removeStored(first.storageKey);
  await removeStored(first.storageKey);
  await expect(readStored(first.storageKey)).rejects.toThrow(NotFound);
});

test('a reader may leave before the end, at any moment, and take nothing down', async () => {
  const { storageKey } = await putBytes(Buffer.alloc(1_000_000, 'x'));
  for (let n = 0; n < 60; n++) {
    const reader = (await readStored(storageKey)).getReader();
    for (let part = 0; part < n % 4; part++) await reader.read();
    // Also while a part is on its way.
    const pending = n % 2 ? reader.read() : null;
    await reader.cancel();
    await pending;
  }
  expect(await getFile(storageKey)).toHaveLength(1_000_000);
  expect(await new Response(await readStored(storageKey, { start: 999_990, end: 999_999 })).text()).toBe(
    'x'.repeat(10),
  );
});

test('a key that we did not make, and bytes that are gone, are not found', async () => {
  await expect(readStored('../../etc/passwd')).rejects.toThrow(NotFound);
  await expect(removeStored('../../etc/passwd')).rejects.toThrow(/no key/);
  await expect(readStored(`ab/${'ab'.repeat(32)}`)).rejects.toThrow(NotFound);
});

test('in a bucket: signed, found again, refused in words; half a setting is no setting', async () => {
  const objects = new Map<string, Buffer>();
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers.authorization ?? '');
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      if (path.startsWith('/shut/')) response.writeHead(403).end();
      else if (request.method === 'PUT') {
        objects.set(path, Buffer.concat(chunks));
        response.writeHead(200).end();
      } else if (request.method === 'DELETE') response.writeHead(objects.delete(path) ? 204 : 404).end();
      else if (objects.has(path)) response.writeHead(200).end(objects.get(path));
      else response.writeHead(404).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    process.env.S3_ENDPOINT = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    forgetEnv();
    await expect(putBytes(Buffer.from('x'))).rejects.toThrow(/all four/);
    Object.assign(process.env, { S3_BUCKET: 'files', S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'secret' });
    forgetEnv();
    const stored = await putBytes(Buffer.from('in a bucket'));
    expect([...objects.keys()]).toEqual([`/files/attachments/${stored.storageKey}`]);
    expect((await getFile(stored.storageKey)).toString()).toBe('in a bucket');
    expect(seen.every((header) => header.startsWith('AWS4-HMAC-SHA256 Credential=id/'))).toBe(true);
    await expect(readStored(`ab/${'ab'.repeat(32)}`)).rejects.toThrow(NotFound);
    await removeStored(stored.storageKey);
    await removeStored(stored.storageKey);
    expect(objects.size).toBe(0);
    process.env.S3_BUCKET = 'shut';
    forgetEnv();
    await expect(removeStored(stored.storageKey)).rejects.toThrow(/403/);
    await expect(putBytes(Buffer.from('y'))).rejects.toThrow(/403/);
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    server.close();
  }
});
