export async function processRawMessage(rawMessageId: number): Promise<void> {
  throw new Error(`no processing yet of ${rawMessageId}`);
}
