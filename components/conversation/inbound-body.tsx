'use client';
import { FileDown, FileText, ImageOff, LayoutTemplate, ShieldAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { MessageView } from '#lib/conversations/conversation-view.ts';
import { useInbox } from './inbox-context.ts';
import { LinkedText } from './linked-text.tsx';
import { MailFrame } from './mail-frame.tsx';
import { loadsRemoteImages } from './mail-page.ts';

/** What a customer wrote: as text, or as it was formatted where formatting carries something (tables, pictures). */
export function InboundBody({ message, name }: { message: MessageView; name: string }) {
  const t = useTranslations('inbox');
  const { html, body, quoted } = message;
  const { filesOrigin } = useInbox();
  const infected = message.files.some(({ check }) => check === 'infected');
  const [formatted, setFormatted] = useState(html !== null && (body.trim() === '' || /<(img|table)\b/i.test(html)));
  const [images, setImages] = useState(false);
  return (
    <>
      {formatted && html !== null ? (
        <>
          {!images && loadsRemoteImages(html) && (
            <p className="mb-2 flex flex-wrap items-center gap-x-2.5 gap-y-1 rounded-lg bg-sunken px-3 py-1.5 text-sm text-ink-2">
              <ImageOff aria-hidden="true" className="text-ink-3" />
              <span className="min-w-0 flex-1">{t('images')}</span>
              <button
                type="button"
                onClick={() => setImages(true)}
                className="font-medium text-ink underline underline-offset-2"
              >
                {t('loadImages')}
              </button>
            </p>
          )}
          <MailFrame html={html} images={images} title={t('frame', { name })} filesOrigin={filesOrigin} />
        </>
      ) : (
        <p className="break-words whitespace-pre-wrap">
          <LinkedText text={body} />
        </p>
      )}
      {quoted && !formatted && (
        <details className="mt-2">
          <summary className="w-fit list-none rounded-md bg-sunken px-1.5 leading-4 text-ink-2 hover:bg-line [&::-webkit-details-marker]:hidden">
            <span aria-hidden="true">•••</span>
            <span className="sr-only">{t('quoted')}</span>
          </summary>
          <p className="mt-2 max-h-96 overflow-y-auto border-l-2 pl-3 break-words whitespace-pre-wrap text-ink-3">
            {quoted}
          </p>
        </details>
      )}
      {(html !== null || message.hasSource) && (
        <p className="mt-2 flex gap-4 text-sm text-ink-3">
          {html !== null && body.trim() !== '' && (
            <button
              type="button"
              onClick={() => setFormatted(!formatted)}
              className="inline-flex items-center gap-1.5 hover:text-ink hover:underline"
            >
              {formatted ? <FileText className="size-3" /> : <LayoutTemplate className="size-3" />}
              {t(formatted ? 'plain' : 'original')}
            </button>
          )}
          {message.hasSource && (
            <a
              href={`/api/app/sources/${message.id}`}
              download
              className={`inline-flex items-center gap-1.5 hover:underline ${infected ? 'text-rose' : 'hover:text-ink'}`}
            >
              {infected ? <ShieldAlert className="size-3" /> : <FileDown className="size-3" />}
              {t(infected ? 'sourceInfected' : 'source')}
            </a>
          )}
        </p>
      )}
    </>
  );
}
