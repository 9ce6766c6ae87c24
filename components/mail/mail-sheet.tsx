'use client';
import { FileDown, Paperclip, Sparkles } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { MailFrame } from '#components/conversation/mail-frame.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { MailAddress } from '#db/schema/conversations.ts';
import type { CapturedMail } from '#lib/outbox/captured.ts';

/** One captured mail: formatted as a mail client shows it, as plain text, or its headers. */
export function MailSheet({ mail }: { mail: CapturedMail }) {
  const t = useTranslations('mail');
  const [show, choose] = useState<'formatted' | 'plain' | 'headers'>('formatted');
  const to = mail.to[0];
  return (
    <article>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="min-w-0 flex-1 basis-72 text-lg break-words">{mail.subject || t('noSubject')}</h2>
        {mail.alone && (
          <Chip tone="iris" icon={<Sparkles aria-hidden="true" />}>
            {t('alone')}
          </Chip>
        )}
        <span className="text-ink-3">
          <TimeAgo at={mail.at} />
        </span>
      </div>
      <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <Row name={t('from')}>{said([mail.from])}</Row>
        <Row name={t('to')}>{said(mail.to)}</Row>
        {mail.cc.length > 0 && <Row name={t('cc')}>{said(mail.cc)}</Row>}
        {mail.files.length > 0 && (
          <Row name={t('files')}>
            {mail.files.map((file) => (
              <span key={`${file.filename}-${file.size}`} className="mr-3 inline-flex items-center gap-1.5">
                <Paperclip aria-hidden="true" className="size-3 text-ink-3" />
                {file.filename} <span className="text-ink-3">{Math.max(1, Math.round(file.size / 1000))} KB</span>
              </span>
            ))}
          </Row>
        )}
      </dl>
      <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2">
        <Segmented
          label={t('show')}
          value={show}
          onChange={choose}
          options={[
            { value: 'formatted', label: t('formatted') },
            { value: 'plain', label: t('plain') },
            { value: 'headers', label: t('headers') },
          ]}
        />
        <span className="ml-auto flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-2 max-md:ml-0">
          <Link href={`/inbox/open/${mail.conversationId}` as Route} className="hover:text-ink hover:underline">
            {t('conversation', { number: mail.conversationId })}
          </Link>
          <a
            href={`/api/app/mail/${mail.id}/source`}
            download
            className="inline-flex items-center gap-1.5 hover:text-ink hover:underline"
          >
            <FileDown aria-hidden="true" className="size-3" />
            {t('source')}
          </a>
        </span>
      </div>
      <div className="mt-3 overflow-hidden rounded-xl border border-line">
        {show === 'formatted' && (
          <div className="bg-white p-4">
            <MailFrame html={mail.html} images={false} title={t('frame', { name: to?.name || to?.address || '' })} />
          </div>
        )}
        {show === 'plain' && <pre className="p-3 font-mono text-sm break-words whitespace-pre-wrap">{mail.text}</pre>}
        {show === 'headers' && (
          <dl className="p-3 font-mono text-sm">
            {mail.headers.map(({ name, value }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and names repeat
              <div key={index} className="mb-1 break-words">
                <dt className="inline text-ink-3">{name}: </dt>
                <dd className="inline">{value}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </article>
  );
}

function Row({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

function said(list: MailAddress[]): string {
  return list.map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(', ');
}
