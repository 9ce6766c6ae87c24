// What the server handed over for one UID, as the one way in wants it.

const RETURN_PATH = /^return-path:[ \t]*<([^<>\r\n]*)>/im;
const TOP = 16 * 1024;

export type Fetched = {
  uid: number;
  raw: Buffer;
  /** The envelope's sender, as the server that delivered it wrote it down; '' where it did not. */
  from: string;
  /** Set for a mail that is not here as a whole: why. */
  held?: string;
};

/** @param source at most `most` bytes and one more; then it is too large. @param size as the server says. */
export function fetched(uid: number, source: Buffer, size: number, most: number, folder: string): Fetched {
  const from = returnPath(source);
  if (source.byteLength <= most && size <= most) return { uid, raw: source, from };
  return {
    uid,
    raw: source.subarray(0, Math.min(most, BEGINNING)),
    from,
    held: `It is ${megabytes(size)} MB large, and ${megabytes(most)} MB are the most that is taken. Only its beginning is here; the whole mail is still in the folder “${folder}” of the mailbox, untouched. “Try again” makes a message of that beginning.`,
  };
}

/** A mail that the server has and does not give: it is not here, and that must be seen. */
export function notHandedOver(uid: number, validity: bigint, folder: string, words: string): Fetched {
  return {
    uid,
    raw: Buffer.from(`X-Tandem-Not-Fetched: ${validity}/${uid}\r\n\r\n`),
    from: '',
    held: `The server did not hand this mail over: “${words}”. It is number ${uid} in the folder “${folder}”; look at it in the mailbox itself.`,
  };
}

/** Enough to see who wrote and what about. */
export const BEGINNING = 64 * 1024;

function returnPath(source: Buffer): string {
  const top = source.subarray(0, TOP).toString('latin1');
  const end = top.search(/\r?\n\r?\n/);
  return RETURN_PATH.exec(end < 0 ? top : top.slice(0, end))?.[1]?.trim() ?? '';
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '');
}
