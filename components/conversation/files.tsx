'use client';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { FileView } from '#lib/conversations/conversation-view.ts';
import { FileIcon, useFileNotices } from './file-notices.tsx';

export function Files({ files, onRemove }: { files: FileView[]; onRemove?: (file: FileView) => void }) {
  const t = useTranslations('inbox');
  const notices = useFileNotices(files);
  if (files.length === 0) return null;
  return (
    <>
      <ul aria-label={t('files')} className="mt-2.5 flex flex-wrap gap-1.5">
        {files.map((file) => (
          <li
            key={file.id}
            className="inline-flex h-7 max-w-full items-center rounded-md bg-surface pr-1 ring-1 ring-line-2 ring-inset"
          >
            {file.opens ? (
              <a
                href={`/api/attachments/${file.id}`}
                {...(file.warning ? { download: file.filename } : { target: '_blank', rel: 'noopener' })}
                className="inline-flex min-w-0 items-center gap-1.5 px-2 text-sm hover:underline"
              >
                <Name file={file} />
              </a>
            ) : (
              <span className="inline-flex min-w-0 items-center gap-1.5 px-2 text-sm text-ink-2">
                <Name file={file} />
              </span>
            )}
            {onRemove && (
              <button
                type="button"
                aria-label={t('compose.remove', { name: file.filename })}
                onClick={() => onRemove(file)}
                className="grid size-5 place-items-center rounded text-ink-3 hover:bg-hover hover:text-ink"
              >
                <X className="size-3" />
              </button>
            )}
          </li>
        ))}
      </ul>
      {notices.map(({ key, grave, words }) => (
        <p
          key={key}
          className={`mt-1.5 rounded-lg px-3 py-1.5 text-sm break-words ${grave ? 'bg-rose-wash' : 'bg-amber-wash'}`}
        >
          {words}
        </p>
      ))}
    </>
  );
}

function Name({ file }: { file: FileView }) {
  return (
    <>
      <FileIcon file={file} />
      <span className="truncate">{file.filename}</span>
      <span className="flex-none text-ink-3">{sizeOf(file.size)}</span>
    </>
  );
}

function sizeOf(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
