// message/delivery-status (RFC 3464): blocks of header fields, the first about the message, each further one about a recipient.
import { validAddress } from '../addresses.ts';
import { cleanLine } from '../clean-text.ts';
import { Headers } from '../mail-headers.ts';
import { readFields } from '../mime/fields.ts';
import { bytesOf, type Part } from '../mime/read-mime.ts';
import type { FailedRecipient } from './failed-recipient.ts';
import { statusOf } from './status-code.ts';

export type ReportedRecipient = FailedRecipient & { action: string };

const MOST_BLOCKS = 500;

export function readStatusPart(part: Part): { recipients: ReportedRecipient[] } {
  return { recipients: blocksOf(bytesOf(part)).flatMap((block) => recipientOf(block) ?? []) };
}

function blocksOf(bytes: Buffer): Headers[] {
  const blocks: Headers[] = [];
  for (let at = 0; at < bytes.length && blocks.length < MOST_BLOCKS; ) {
    const { fields, bodyAt } = readFields(bytes, at, bytes.length);
    if (fields.length > 0) blocks.push(new Headers(fields));
    // Prose where fields should be: on to the next line.
    const newline = bytes.indexOf(0x0a, at);
    at = bodyAt > at ? bodyAt : newline < 0 ? bytes.length : newline + 1;
  }
  return blocks;
}

function recipientOf(block: Headers): ReportedRecipient | null {
  const recipient = addressIn(block.get('final-recipient')) ?? addressIn(block.get('original-recipient'));
  if (!recipient && !block.has('action')) return null;
  const diagnostic = cleanLine(block.get('diagnostic-code').replace(/^\s*[a-z0-9-]{1,20}\s*;\s*/i, ''), 1_000);
  const action = block.get('action').trim().toLowerCase().split(/[\s(]/)[0] ?? '';
  const status = statusOf(block.get('status'), diagnostic, action === 'delayed' ? '4.0.0' : '5.0.0');
  return {
    recipient: recipient ?? '',
    status,
    permanent: action !== 'delayed' && status.startsWith('5'),
    diagnostic,
    action: action || (status.startsWith('2') ? 'delivered' : 'failed'),
  };
}

/** "rfc822; a@b", "RFC822;<a@b>". */
function addressIn(field: string): string | null {
  const text = field
    .slice(field.indexOf(';') + 1)
    .trim()
    .replace(/^<|>$/g, '');
  return validAddress(text) ?? validAddress(/[^\s<>;"']+@[^\s<>;"',]+/.exec(text)?.[0]) ?? null;
}
