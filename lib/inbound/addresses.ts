// Addresses out of headers that anybody may have written.
import type { MailAddress } from '#db/schema/conversations.ts';
import { cleanLine } from './clean-text.ts';
import { readAddressList, type WrittenAddress } from './mime/address-list.ts';

const MOST = 100;
const MOST_WRITTEN = 1_000;
const LONGEST_NAME = 200;
const LONGEST_ADDRESS = 320;

/** Usable ones, each once, in lower case. */
export function addressesIn(found: WrittenAddress[], most = MOST): MailAddress[] {
  const usable = new Map<string, MailAddress>();
  for (const { name, address } of found) {
    const valid = validAddress(address);
    if (valid && !usable.has(valid)) usable.set(valid, { name: cleanName(name, valid), address: valid });
    if (usable.size >= most) break;
  }
  return [...usable.values()];
}

/** All of them, in the sender's spelling; an address may be empty. To be shown as data only. */
export function asWritten(found: WrittenAddress[]): MailAddress[] {
  return found.slice(0, MOST_WRITTEN).map(({ name, address }) => ({
    name: cleanLine(name, LONGEST_NAME),
    address: cleanLine(address ?? '', LONGEST_ADDRESS),
  }));
}

export function firstAddress(found: WrittenAddress | undefined): MailAddress | null {
  return (found && addressesIn([found], 1)[0]) ?? null;
}

/** Out of a header's text; for headers that the parser does not know. */
export function addressesInText(text: string): string[] {
  return addressesIn(readAddressList(text.slice(0, 20_000))).map(({ address }) => address);
}

/** In lower case; null when no mail could go there. */
export function validAddress(text: string | undefined): string | null {
  const address = (text ?? '').trim().toLowerCase();
  if (address.length > LONGEST_ADDRESS || !/^[^\s@<>"(),:;\\[\]]{1,64}@[\p{L}\p{N}.-]{1,255}$/u.test(address))
    return null;
  return /[\p{L}\p{N}]$/u.test(address) && !/\.\.|@[.-]/.test(address) ? address : null;
}

// A name that is another address makes a reader believe in it.
function cleanName(name: string, address: string): string {
  const clean = cleanLine(name, LONGEST_NAME)
    .replace(/^['"]+|['"]+$/g, '')
    .trim();
  return clean.includes('@') || clean.toLowerCase() === address ? '' : clean;
}
