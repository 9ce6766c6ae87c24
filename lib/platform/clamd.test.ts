// What a scanner may do besides answering well. That clamd itself is understood: lib/conversations/scan-files.db.test.ts, with a real one.
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { ScanBroken, ScannerAway, scan, scannerVersion } from './clamd.ts';
import { forgetEnv } from './env.ts';

let server: Server | undefined;
afterEach(async () => {
  const closing = server;
  server = undefined;
  await new Promise<void>((resolve) => (closing ? closing.close(() => resolve()) : resolve()));
  delete process.env.CLAMD_HOST;
  delete process.env.CLAMD_PORT;
  forgetEnv();
});

/** @param onSocket what it does with whoever connects. */
async function listen(onSocket: (socket: Socket) => void): Promise<void> {
  const created = createServer((socket) => {
    socket.on('error', () => {});
    onSocket(socket);
  });
  server = created;
  await new Promise<void>((resolve) => created.listen(0, '127.0.0.1', resolve));
  process.env.CLAMD_HOST = '127.0.0.1';
  process.env.CLAMD_PORT = String((created.address() as AddressInfo).port);
  forgetEnv();
}

const stream = (size: number) => new Blob([Buffer.alloc(size, 'x')]).stream();

/** Reads a whole INSTREAM, then says `answer`. */
function whole(answer: string, seen?: (command: string, body: Buffer) => void) {
  return (socket: Socket) => {
    let received = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const start = received.indexOf(0) + 1;
      const pieces: Buffer[] = [];
      for (let at = start; start > 0 && at + 4 <= received.length; ) {
        const length = received.readUInt32BE(at);
        if (length === 0) {
          seen?.(received.subarray(0, start).toString(), Buffer.concat(pieces));
          socket.end(answer);
          return;
        }
        if (at + 4 + length > received.length) return;
        pieces.push(received.subarray(at + 4, at + 4 + length));
        at += 4 + length;
      }
    });
  };
}

test.each([
  ['stream: OK\0', { is: 'clean' }],
  ['stream: Win.Test.EICAR_HDB-1 FOUND\0', { is: 'infected', words: 'Win.Test.EICAR_HDB-1' }],
  ['INSTREAM size limit exceeded. ERROR\0', { is: 'refused', words: 'it is larger than the scanner takes' }],
  ['stream: Can’t allocate memory ERROR\0', { is: 'refused', words: expect.stringMatching(/^Can/) }],
  // Never clean by mistake.
  ['stream: OK FOUND\0', { is: 'infected', words: 'OK' }],
  ['UNKNOWN COMMAND\0', { is: 'refused', words: 'UNKNOWN COMMAND' }],
  ['\0', { is: 'refused', words: '' }],
])('%j', async (answer, verdict) => {
  await listen(whole(answer));
  expect(await scan(stream(10))).toEqual(verdict);
});

test('it gets every byte, in pieces that say how long they are', async () => {
  const bytes = Buffer.from(Array.from({ length: 300_001 }, (_, n) => n % 251));
  let got: Buffer | undefined;
  await listen(
    whole('stream: OK\0', (command, body) => {
      expect(command).toBe('zINSTREAM\0');
      got = body;
    }),
  );
  expect(await scan(new Blob([bytes]).stream())).toEqual({ is: 'clean' });
  expect(got?.equals(bytes)).toBe(true);
  expect(await scan(stream(0))).toEqual({ is: 'clean' });
});

test('an answer before the end counts; one that is cut off, endless or missing is none', async () => {
  await listen((socket) => socket.once('data', () => socket.end('stream: Early.Virus FOUND\0')));
  expect(await scan(stream(5_000_000))).toEqual({ is: 'infected', words: 'Early.Virus' });
  await closeServer();
  await listen((socket) => socket.once('data', () => socket.end('stream: OK')));
  await expect(scan(stream(10))).rejects.toThrow(ScanBroken);
  await closeServer();
  await listen((socket) => socket.once('data', () => socket.write('x'.repeat(100_000))));
  await expect(scan(stream(10))).rejects.toThrow(ScanBroken);
  await closeServer();
  await listen((socket) => socket.once('data', () => socket.destroy()));
  await expect(scan(stream(5_000_000))).rejects.toThrow(ScanBroken);
});

test('nobody there is another matter; so are bytes that cannot be read', async () => {
  await listen(() => {});
  await closeServer();
  await expect(scan(stream(10))).rejects.toThrow(ScannerAway);
  await expect(scannerVersion()).rejects.toThrow(ScannerAway);
  await listen(whole('stream: OK\0'));
  const broken = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.error(new Error('the disk is gone'));
    },
  });
  await expect(scan(broken)).rejects.toThrow('the disk is gone');
});

async function closeServer(): Promise<void> {
  await new Promise((resolve) => server?.close(resolve));
  server = undefined;
}
