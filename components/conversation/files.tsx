'use client';
import { Paperclip, TriangleAlert, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { FileView } from '#lib/conversations/conversation-view.ts';

export function Files({ files, onRemove }: { files: FileView[]; onRemove?: (file: FileView) => void }) {
  const t = useTranslations('inbox');
  if (files.length === 0) return null;
  return (
    <>
      <ul aria-label={t('files')} className="mt-2.5 flex flex-wrap gap-1.5">
        {files.map((file) => (
          <li
            key={file.id}
            className="inline-flex h-7 max-w-full items-center rounded-md bg-surface pr-1 ring-1 ring-line-2 ring-inset"
          >
            <a
              href={`/api/attachments/${file.id}`}
              {...(file.warning ? { download: file.filename } : { target: '_blank', rel: 'noopener' })}
              className="inline-flex min-w-0 items-center gap-1.5 px-2 text-sm hover:underline"
            >
              {file.warning ? (
                <TriangleAlert aria-hidden="true" className="size-3 text-amber" />
              ) : (
                <Paperclip aria-hidden="true" className="size-3 text-ink-3" />
              )}
              <span className="truncate">{file.filename}</span>
              <span className="flex-none text-ink-3">{sizeOf(file.size)}</span>
            </a>
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
      {(['type', 'size'] as const).map((warning) => {
        const names = files.filter((file) => file.warning === warning).map((file) => file.filename);
        return (
          names.length > 0 && (
            <p key={warning} className="mt-1.5 rounded-lg bg-amber-wash px-3 py-1.5 text-sm break-words">
              {t(`fileWarning.${warning}`, { names: names.join(', ') })}
            </p>
          )
        );
      })}
    </>
  );
}

function sizeOf(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
