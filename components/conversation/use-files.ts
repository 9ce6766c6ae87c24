'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import type { FileView } from '#lib/conversations/conversation-view.ts';
import { ask, Refused } from './ask.ts';

/**
 * The files of the draft: uploaded at once, sent with the reply.
 * @param known as the server saw them last: which there are stands here, what became of them (a virus was found) there.
 * @param limitMb of one file, in megabytes.
 */
export function useFiles(conversationId: number, known: FileView[], limitMb: number) {
  const t = useTranslations('inbox.compose');
  const [own, setFiles] = useState(known);
  const [uploading, setUploading] = useState<string[]>([]);
  const path = `conversations/${conversationId}/files`;

  async function add(chosen: Iterable<File>): Promise<void> {
    for (const file of chosen) {
      if (file.size > limitMb * 1_000_000) {
        toast.error(t('tooLarge', { name: file.name, limit: limitMb }));
        continue;
      }
      setUploading((names) => [...names, file.name]);
      try {
        const body = new FormData();
        body.set('file', file);
        const stored = await ask<FileView>(path, { method: 'POST', body });
        setFiles((files) => [...files, stored]);
      } catch (error) {
        toast.error(error instanceof Refused && error.said ? error.said : t('uploadFailed', { name: file.name }));
      } finally {
        setUploading((names) => names.filter((name) => name !== file.name));
      }
    }
  }

  function remove(file: FileView): void {
    setFiles((files) => files.filter((one) => one.id !== file.id));
    ask(`${path}/${file.id}`, { method: 'DELETE' }).catch(() => setFiles((files) => [...files, file]));
  }

  const files = own.map((file) => known.find(({ id }) => id === file.id) ?? file);
  return { files, uploading, add, remove, setFiles };
}
