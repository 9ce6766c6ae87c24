// Puts what is in a winmail.dat in its place. The file itself goes once it has been opened (the raw mail keeps it), and stays when it cannot be.
import { bytesOf, type Part } from '../mime/read-mime.ts';
import type { RawFile } from '../parts.ts';
import { readTnef } from './read-tnef.ts';

export type OpenedTnef = { files: RawFile[]; text: string; html: string; state: 'none' | 'opened' | 'broken' };

export function openTnef(parts: Part[]): OpenedTnef {
  const opened: OpenedTnef = { files: [], text: '', html: '', state: 'none' };
  for (const part of parts) {
    const bytes = bytesOf(part);
    const tnef = isTnef(part) ? readTnef(bytes) : null;
    const inside = tnef?.files.filter(({ bytes: { length } }) => length > 0) ?? [];
    if (tnef && (inside.length > 0 || tnef.text || tnef.html)) {
      opened.state = 'opened';
      opened.text ||= tnef.text;
      opened.html ||= tnef.html;
      for (const file of inside)
        opened.files.push({
          ...file,
          filename: file.filename || null,
          type: file.type || 'application/octet-stream',
          disposition: 'attachment',
        });
      continue;
    }
    // One without files or text holds Exchange's fields only: it stays a file like any other.
    if (isTnef(part) && tnef === null) opened.state = 'broken';
    const { filename, baseName, type, disposition, contentId } = part;
    opened.files.push({ filename, baseName, type, disposition, contentId, bytes });
  }
  return opened;
}

function isTnef({ type, filename }: Part): boolean {
  return /^application\/(vnd\.)?ms-tnef$/.test(type) || /^winmail\.dat$/i.test(filename ?? '');
}
