// The files in a mail: named safely, typed from a list of shapes, counted.

import { safeFileName } from '#lib/platform/file-name.ts';
import { cleanLine } from './clean-text.ts';

/** A file of a mail before it is named: what the sender says of it. */
export type RawFile = {
  filename: string | null;
  /** Its last part, where it is a path. */
  baseName?: string | null;
  type: string;
  disposition: string;
  contentId: string | null;
  bytes: Uint8Array;
};

export type MailPart = {
  filename: string;
  /** As the sender named it, if they did: data, for nobody's disk. */
  written: string | null;
  contentType: string;
  contentId: string | null;
  /** The sender meant it to stand in the text. */
  inline: boolean;
  bytes: Uint8Array;
};

const MOST = 100;

/** @param raw when there are too many, the whole mail stands in for the rest: nothing is dropped. */
export function partsOf(files: RawFile[], raw: Buffer): MailPart[] {
  const parts = files.slice(0, MOST).map(partOf);
  if (files.length > MOST)
    parts.push({
      filename: 'whole-message.eml',
      written: null,
      contentType: 'message/rfc822',
      contentId: null,
      inline: false,
      bytes: raw,
    });
  return parts;
}

function partOf({ filename, baseName, type, disposition, contentId, bytes }: RawFile, at: number): MailPart {
  const contentType = /^[a-z0-9!#$&^_.+-]{1,60}\/[a-z0-9!#$&^_.+-]{1,80}$/.test(type)
    ? type
    : 'application/octet-stream';
  return {
    filename: safeFileName(baseName ?? filename, nameless(contentType, at)),
    written: filename?.slice(0, 1_000).toWellFormed() ?? null,
    contentType,
    contentId: (contentId && cleanLine(contentId, 500)) || null,
    inline: disposition === 'inline' || (contentId !== null && disposition !== 'attachment'),
    bytes,
  };
}

const EXTENSION: Record<string, string> = {
  'message/rfc822': 'message.eml',
  'message/delivery-status': 'delivery-status.txt',
  'message/feedback-report': 'feedback-report.txt',
  'text/rfc822-headers': 'headers.txt',
  'text/calendar': 'invitation.ics',
  'application/pkcs7-mime': 'smime.p7m',
  'application/x-pkcs7-mime': 'smime.p7m',
  'application/pkcs7-signature': 'smime.p7s',
  'application/pgp-signature': 'signature.asc',
  'application/pgp-encrypted': 'version.txt',
};

function nameless(contentType: string, at: number): string {
  const known = Object.hasOwn(EXTENSION, contentType) ? EXTENSION[contentType] : undefined;
  if (known) return known;
  const picture = /^image\/(png|jpeg|gif|webp)$/.exec(contentType)?.[1];
  return picture ? `picture-${at + 1}.${picture === 'jpeg' ? 'jpg' : picture}` : `attachment-${at + 1}`;
}
