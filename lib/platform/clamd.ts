// Asks clamd, ClamAV's daemon, what it thinks of some bytes (man clamd, zINSTREAM): the command, then pieces with their length before them, then
// a length of 0; the answer ends in a zero byte. Knows no file and no database.
import { once } from 'node:events';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { env } from './env.ts';

/** `refused`: it answered, and had no verdict (the file is larger than its StreamMaxLength, for one). */
export type Verdict = { is: 'clean' } | { is: 'infected' | 'refused'; words: string };

/** Nobody answers there; a later try may find somebody. */
export class ScannerAway extends Error {
  override name = 'ScannerAway';
}

/** It was asked and said nothing: it hung up, or fell silent. */
export class ScanBroken extends Error {
  override name = 'ScanBroken';
}

const CONNECT_MS = 5_000;
// Nothing said and nothing taken for this long. clamd itself gives up on a file after two minutes (MaxScanTime).
const SILENT_MS = 130_000;
const LONGEST_ANSWER = 4_000;
const PIECE = 64 * 1024;

/** Null: files are not scanned here. */
export function scannerAddress(): NetConnectOpts | null {
  const { CLAMD_SOCKET, CLAMD_HOST, CLAMD_PORT } = env();
  if (CLAMD_SOCKET) return { path: CLAMD_SOCKET };
  return CLAMD_HOST ? { host: CLAMD_HOST, port: CLAMD_PORT } : null;
}

/** Throws ScannerAway, ScanBroken, and what reading `bytes` throws. */
export async function scan(bytes: ReadableStream<Uint8Array>): Promise<Verdict> {
  const said = await ask('zINSTREAM\0', bytes);
  if (said === 'stream: OK') return { is: 'clean' };
  const found = /^stream: (.{1,200}) FOUND$/.exec(said)?.[1];
  if (found) return { is: 'infected', words: found };
  if (/size limit exceeded/i.test(said)) return { is: 'refused', words: 'it is larger than the scanner takes' };
  return { is: 'refused', words: said.replace(/^stream: | ERROR$/g, '').slice(0, 200) };
}

/** Its name and the age of what it knows, e.g. `ClamAV 1.4.3/27800/Mon Nov 30 09:00:00 2026`. Throws ScannerAway or ScanBroken. */
export async function scannerVersion(): Promise<string> {
  return (await ask('zVERSION\0')).slice(0, 200);
}

async function ask(command: string, bytes?: ReadableStream<Uint8Array>): Promise<string> {
  let socket: Socket;
  try {
    socket = await connected();
  } catch (cause) {
    await bytes?.cancel().catch(() => {});
    throw cause;
  }
  try {
    const answer = answerOf(socket);
    socket.write(command);
    // It may answer before it has everything, and then it hangs up: what it said counts, not that our words found nobody.
    const sent = bytes ? send(socket, bytes) : Promise.resolve();
    return await Promise.race([answer, sent.then(() => answer)]);
  } finally {
    socket.destroy();
  }
}

async function connected(): Promise<Socket> {
  const where = scannerAddress();
  if (!where) throw new ScannerAway('No virus scanner is set.');
  const socket = connect(where);
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(CONNECT_MS) });
    return socket;
  } catch (error) {
    socket.destroy();
    const { code = 'no answer' } = error as NodeJS.ErrnoException;
    throw new ScannerAway(`The virus scanner does not answer (${code === 'ABORT_ERR' ? 'no answer' : code}).`, {
      cause: error,
    });
  }
}

function answerOf(socket: Socket): Promise<string> {
  const answer = new Promise<string>((resolve, reject) => {
    let said = '';
    let why = 'it hung up';
    socket.setEncoding('latin1');
    socket.setTimeout(SILENT_MS, () => {
      why = 'it fell silent';
      socket.destroy();
    });
    socket.on('data', (text: string) => {
      said += text;
      const end = said.indexOf('\0');
      if (end >= 0) resolve(said.slice(0, end));
      else if (said.length > LONGEST_ANSWER) socket.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      why = error.code ?? error.message;
    });
    socket.on('close', () => reject(new ScanBroken(`The virus scanner gave no answer about this file (${why}).`)));
  });
  // Whoever waits for it hears of it; a broken read of the file ends this first.
  answer.catch(() => {});
  return answer;
}

/**
 * Ends early, and well, when the scanner hangs up. One piece after the other, each in one write, and with a look at what came in between: a
 * write that fails closes the socket with an answer in it that nobody has read.
 */
async function send(socket: Socket, bytes: ReadableStream<Uint8Array>): Promise<void> {
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.byteLength; at += PIECE) {
      const piece = chunk.subarray(at, at + PIECE);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(piece.byteLength);
      if (!(await written(socket, Buffer.concat([length, piece])))) return;
    }
  }
  await written(socket, Buffer.alloc(4));
}

async function written(socket: Socket, piece: Buffer): Promise<boolean> {
  if (socket.destroyed || socket.readableEnded) return false;
  await new Promise<void>((resolve) => socket.write(piece, () => resolve()));
  await setImmediate();
  return true;
}
