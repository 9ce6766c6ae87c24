// What a reader should know of a mail that its text does not say. messages/en/inbox.json has words for each.

import type { Part } from './mime/read-mime.ts';
import { decodeTransfer } from './mime/transfer.ts';
import type { OpenedTnef } from './tnef/open-tnef.ts';

export const NOTES = [
  'encrypted_pgp',
  'encrypted_smime',
  'signed_pgp',
  'signed_smime',
  'invitation',
  'outlook_file',
  'outlook_file_broken',
  'attached_mail',
  'empty_part',
] as const;
export type Note = (typeof NOTES)[number];

/** Each once, in the order of NOTES. @param plain the mail's text. */
export function notesOf(root: Part, tnef: Pick<OpenedTnef, 'state'>, plain: string): Note[] {
  const found = new Set<Note>();
  if (tnef.state === 'opened') found.add('outlook_file');
  if (tnef.state === 'broken') found.add('outlook_file_broken');
  if (/^-----BEGIN PGP MESSAGE-----/m.test(plain)) found.add('encrypted_pgp');
  if (/^-----BEGIN PGP SIGNED MESSAGE-----/m.test(plain)) found.add('signed_pgp');
  walk(root, (part) => {
    const note = noteOf(part);
    if (note) found.add(note);
  });
  return NOTES.filter((note) => found.has(note));
}

function noteOf(part: Part): Note | null {
  const protocol = part.parameters.get('protocol') ?? '';
  if (/^application\/pgp-encrypted$/.test(part.type) || (part.type === 'multipart/encrypted' && /pgp/i.test(protocol)))
    return 'encrypted_pgp';
  if (part.type === 'application/pgp-signature') return 'signed_pgp';
  if (/^application\/(x-)?pkcs7-mime$/.test(part.type))
    return /signed/i.test(part.parameters.get('smime-type') ?? '') ? 'signed_smime' : 'encrypted_smime';
  if (/^application\/(x-)?pkcs7-signature$/.test(part.type)) return 'signed_smime';
  if (part.type === 'text/calendar' || part.type === 'application/ics') return 'invitation';
  if (part.type === 'message/rfc822') return 'attached_mail';
  // A file that was promised and has nothing in it: the sender may think that it arrived.
  const empty = part.children.length === 0 && part.filename !== null && part.body.byteLength < 4;
  return empty && decodeTransfer(part.body, part.headers.get('content-transfer-encoding')).byteLength === 0
    ? 'empty_part'
    : null;
}

function walk(part: Part, visit: (part: Part) => void): void {
  visit(part);
  for (const child of part.children) walk(child, visit);
}
