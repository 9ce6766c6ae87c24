// The files in a mail: named safely, typed from a list of shapes, counted.
import type { Attachment, Email } from 'postal-mime';
import { safeFileName } from '#lib/platform/file-name.ts';

export type MailPart = { filename: string; contentType: string; contentId: string | null; bytes: Uint8Array };

const MOST = 100;

/** @param raw when there are too many, the whole mail stands in for the rest: nothing is dropped. */
export function partsOf(email: Email, raw: Buffer): MailPart[] {
  const parts = email.attachments.slice(0, MOST).map(partOf);
  if (email.attachments.length > MOST)
    parts.push({ filename: 'whole-message.eml', contentType: 'message/rfc822', contentId: null, bytes: raw });
  return parts;
}

function partOf(attachment: Attachment, at: number): MailPart {
  const { content, contentId } = attachment;
  const bytes = typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
  const contentType = /^[a-z0-9!#$&^_.+-]{1,60}\/[a-z0-9!#$&^_.+-]{1,80}$/i.test(attachment.mimeType)
    ? attachment.mimeType.toLowerCase()
    : 'application/octet-stream';
  return {
    filename: safeFileName(attachment.filename, nameless(contentType, at)),
    contentType,
    contentId: contentId?.replace(/^\s*<|>\s*$/g, '').slice(0, 500) || null,
    bytes,
  };
}

const EXTENSION: Record<string, string> = {
  'message/rfc822': 'message.eml',
  'message/delivery-status': 'delivery-status.txt',
  'text/rfc822-headers': 'headers.txt',
  'text/calendar': 'invitation.ics',
  'application/pkcs7-mime': 'smime.p7m',
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
