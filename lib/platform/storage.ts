// Where the bytes of files lie: in TANDEM_DATA/attachments, or in an S3-compatible bucket when S3_* is set. Named by their content, so equal
// files are kept once and a name never changes its bytes. Knows no conversation; who may read a file is decided where its row is loaded.
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import { sha256 } from './crypto.ts';
import { env } from './env.ts';
import { NotFound } from './errors.ts';

export type StoredBytes = { storageKey: string; sha256: string; size: number };

/** On disk (flushed) or in the bucket when it returns: call it before the transaction that names the key commits. */
export async function putBytes(bytes: Uint8Array): Promise<StoredBytes> {
  const stored = nameOf(bytes);
  await (bucket() ?? disk).put(stored.storageKey, bytes);
  return stored;
}

export function nameOf(bytes: Uint8Array): StoredBytes {
  const hash = sha256(bytes);
  return { storageKey: `${hash.slice(0, 2)}/${hash}`, sha256: hash, size: bytes.byteLength };
}

/** Gone when it returns, also when they were gone before. */
export async function removeStored(storageKey: string): Promise<void> {
  if (!KEY.test(storageKey)) throw new Error('this is no key of a stored file');
  await (bucket() ?? disk).remove(storageKey);
}

/** A part of a file, in bytes, both ends included. */
export type Span = { start: number; end: number };

/** Throws NotFound when the bytes are gone. @param span a part that the file has; without it, the whole. */
export async function readStored(storageKey: string, span?: Span): Promise<ReadableStream<Uint8Array>> {
  if (!KEY.test(storageKey)) throw new NotFound('This file is not kept here.');
  return (bucket() ?? disk).get(storageKey, span);
}

/** The whole of it, for a mail that takes it along. */
export async function getFile(storageKey: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const reader = (await readStored(storageKey)).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) chunks.push(part.value);
  return Buffer.concat(chunks);
}

const KEY = /^[0-9a-f]{2}\/[0-9a-f]{64}$/;

type Store = {
  put: (key: string, bytes: Uint8Array) => Promise<void>;
  get: (key: string, span?: Span) => Promise<ReadableStream<Uint8Array>>;
  remove: (key: string) => Promise<void>;
};

const disk: Store = {
  async put(key, bytes) {
    const path = pathOf(key);
    if ((await sizeOf(path)) === bytes.byteLength) return;
    await mkdir(dirname(path), { recursive: true });
    const partial = `${path}.${randomUUID()}.part`;
    try {
      const file = await open(partial, 'w');
      try {
        await file.writeFile(bytes);
        await file.datasync();
      } finally {
        await file.close();
      }
      await rename(partial, path);
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
  },
  async get(key, span) {
    const path = pathOf(key);
    if ((await sizeOf(path)) === null) throw new NotFound('The bytes of this file are missing from the data folder.');
    return streamOf(path, span);
  },
  async remove(key) {
    await rm(pathOf(key), { force: true });
  },
};

/** Opened when it is first read. Not Readable.toWeb: where a reader leaves before the end, Node 24 throws what nobody can catch. */
function streamOf(path: string, span?: Span): ReadableStream<Uint8Array> {
  let chunks: NodeJS.AsyncIterator<Uint8Array> | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        chunks ??= createReadStream(path, span)[Symbol.asyncIterator]();
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await chunks?.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

const pathOf = (key: string) => join(env().TANDEM_DATA, 'attachments', key);

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

let client: AwsClient | undefined;

/** Null without S3 settings; throws when they are incomplete, rather than writing somewhere else. */
function bucket(): Store | null {
  const { S3_ENDPOINT, S3_BUCKET, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = env();
  if (!S3_ENDPOINT && !S3_BUCKET) return null;
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY)
    throw new Error('S3 needs S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, all four.');
  client ??= new AwsClient({
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
    region: S3_REGION,
    service: 's3',
    retries: 2,
  });
  const aws = client;
  const url = (key: string) => `${S3_ENDPOINT.replace(/\/+$/, '')}/${S3_BUCKET}/attachments/${key}`;
  return {
    async put(key, bytes) {
      const answer = await aws.fetch(url(key), {
        method: 'PUT',
        body: new Uint8Array(bytes),
        headers: { 'content-type': 'application/octet-stream' },
        signal: AbortSignal.timeout(60_000),
      });
      if (!answer.ok) throw new Error(`the S3 store answered ${answer.status} to a file being put`);
    },
    async get(key, span) {
      const answer = await aws.fetch(url(key), {
        ...(span ? { headers: { range: `bytes=${span.start}-${span.end}` } } : {}),
        signal: AbortSignal.timeout(60_000),
      });
      if (answer.status === 404) throw new NotFound('The bytes of this file are missing from the S3 bucket.');
      if (!answer.ok || !answer.body) throw new Error(`the S3 store answered ${answer.status} to a file being read`);
      if (span && answer.status !== 206) throw new Error('the S3 store gave a whole file where a part was asked for');
      return answer.body;
    },
    async remove(key) {
      const answer = await aws.fetch(url(key), { method: 'DELETE', signal: AbortSignal.timeout(60_000) });
      if (!answer.ok && answer.status !== 404)
        throw new Error(`the S3 store answered ${answer.status} to a file being removed`);
    },
  };
}
