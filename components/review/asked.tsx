'use client';
import { Eye, ShieldCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FileIcon, useFileNotices } from '#components/conversation/file-notices.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { Said } from '#components/ui/said.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { FileView } from '#lib/conversations/conversation-view.ts';
import type { ReviewView } from '#lib/reviews/review-view.ts';

/** The customer's message that the proposal answers. Text only: what it looked like is in the conversation. */
export function Asked({ review }: { review: ReviewView }) {
  const t = useTranslations('review.asked');
  const { asked, contact, conversation } = review;
  const name = contact.name || contact.email;
  return (
    <Said provenance="customer">
      <header className="mb-[7px] flex flex-wrap items-center gap-x-2 gap-y-0.5">
        <Avatar name={name} />
        <span className="font-semibold">{name}</span>
        <span className="text-ink-3">
          <TimeAgo at={asked.at} /> · {t(`via.${conversation.channel}`)}
          {!asked.verified && conversation.channel === 'email' && ` · ${t('unverified')}`}
        </span>
        {asked.verified && (
          <span className="inline-flex items-center gap-1 text-ink-3">
            <ShieldCheck className="size-[13px]" />
            {t('verified')}
          </span>
        )}
      </header>
      <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{asked.body || t('empty')}</p>
      {asked.hiddenText && <HiddenText text={asked.hiddenText} />}
      {asked.files.length > 0 && (
        <ul className="mt-[7px] flex flex-wrap gap-x-4 gap-y-1">
          {asked.files.map((file) => (
            <li key={file.id}>
              <Attachment file={file} />
            </li>
          ))}
        </ul>
      )}
    </Said>
  );
}

function Attachment({ file }: { file: FileView }) {
  const notices = useFileNotices([file]);
  const content = (
    <>
      <FileIcon file={file} />
      <span className={notices.length > 0 ? 'break-words' : 'truncate'}>
        {[`${file.filename} · ${inWords(file.size)}`, ...notices.map(({ words }) => words)].join(' · ')}
      </span>
    </>
  );
  const className = 'inline-flex max-w-full items-center gap-1.5 text-ink-3';
  if (!file.opens) return <span className={className}>{content}</span>;
  return (
    <a href={`/api/attachments/${file.id}`} className={`${className} hover:text-ink hover:underline`}>
      {content}
    </a>
  );
}

function HiddenText({ text }: { text: string }) {
  const t = useTranslations('review.asked');
  const [shown, setShown] = useState(false);
  return (
    <div className="mt-2.5 rounded-lg bg-rose-wash px-3 py-2 text-rose">
      <p>{t('hidden')}</p>
      {shown ? (
        <p className="mt-1 whitespace-pre-wrap font-mono text-sm text-ink-2 [overflow-wrap:anywhere]">{text}</p>
      ) : (
        <button
          type="button"
          className="mt-1 inline-flex items-center gap-1.5 underline"
          onClick={() => setShown(true)}
        >
          <Eye className="size-3" />
          {t('showHidden')}
        </button>
      )}
    </div>
  );
}

function inWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
