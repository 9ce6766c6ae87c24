/** The whole body, or `too large` as soon as it is: what is over the limit is never held. Throws when the sender hangs up. */
export async function readAtMost(body: ReadableStream<Uint8Array> | null, most: number): Promise<Buffer | 'too large'> {
  if (!body) return Buffer.alloc(0);
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.byteLength;
    if (bytes > most) {
      await reader.cancel().catch(() => {});
      return 'too large';
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}
