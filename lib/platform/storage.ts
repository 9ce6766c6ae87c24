export async function getFile(storageKey: string): Promise<Buffer> {
  throw new Error(`no storage yet for ${storageKey}`);
}
