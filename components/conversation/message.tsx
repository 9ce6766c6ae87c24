'use client';
import { EyeOff, Lock } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { Avatar } from '#components/ui/avatar.tsx';
import { Markdown } from '#components/ui/markdown.tsx';
import { type Provenance, Said } from '#components/ui/said.tsx';
import { sure } from '#components/ui/sure.ts';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { ChannelKind } from '#db/schema/channels.ts';
import type { ContactView, MessageView } from '#lib/conversations/conversation-view.ts';
import { DeliveryLine, type TakenBack } from './delivery.tsx';
import { Files } from './files.tsx';
import { InboundBody } from './inbound-body.tsx';

export const Message = memo(function Message({
  message,
  contact,
  channel,
  workspaceName,
  onChanged,
  onTakenBack,
}: {
  message: MessageView;
  contact: ContactView;
  channel: ChannelKind;
  workspaceName: string;
  onChanged: () => Promise<void>;
  onTakenBack: (reply: TakenBack) => void;
}) {
  const t = useTranslations('inbox');
  const provenance = provenanceOf(message);
  const byAi = provenance === 'ai' || provenance === 'both';
  const name =
    provenance === 'customer'
      ? message.from?.name || message.from?.address || contact.name || contact.email
      : byAi
        ? t('ai', { workspace: workspaceName })
        : (message.agentName ?? t('somebody'));
  return (
    <Said provenance={provenance} aria-label={name}>
      <header className="mb-1.5 flex items-center gap-2">
        {provenance === 'note' ? (
          <Lock aria-hidden="true" className="m-1 text-amber" />
        ) : (
          <Avatar name={name} ai={byAi} />
        )}
        <b className="min-w-0 truncate">{name}</b>
        <span className="min-w-0 flex-1 text-ink-3 max-md:text-sm">
          <TimeAgo at={message.at} />
          {' · '}
          <How message={message} provenance={provenance} channel={channel} />
        </span>
        {message.runId !== null && (
          <Link
            href={`/why/${message.runId}` as Route}
            className="flex-none text-sm text-ink-3 hover:text-ink hover:underline"
          >
            {t('whyShort')}
            <span className="sr-only">{t('whyRest')}</span>
          </Link>
        )}
      </header>
      {message.cc.length > 0 && (
        <p className="mb-1.5 truncate text-sm text-ink-3">
          {t('cc', { names: message.cc.map((one) => one.name || one.address).join(', ') })}
        </p>
      )}
      {message.replyTo.length > 0 && (
        <p className="mb-1.5 truncate text-sm text-ink-3">
          {t('replyTo', { names: message.replyTo.map((one) => one.address).join(', ') })}
        </p>
      )}
      {message.reached.length > 1 && (
        <p className="mb-1.5 text-sm text-ink-3 wrap-anywhere">
          {t('reached', { addresses: message.reached.join(', ') })}
        </p>
      )}
      {message.kind === 'inbound' ? (
        <InboundBody message={message} name={name} />
      ) : (
        message.rendered !== null && <Markdown html={message.rendered} />
      )}
      {message.hiddenText && (
        <p className="mt-2.5 flex items-start gap-2 rounded-lg bg-amber-wash px-3 py-2 text-sm">
          <EyeOff aria-hidden="true" className="mt-0.5 text-amber" />
          {t('hiddenText', { text: message.hiddenText.slice(0, 300) })}
        </p>
      )}
      {message.notes.length > 0 && (
        <p className="mt-2.5 text-sm text-ink-3">{message.notes.map((note) => mailNote(t, note)).join(' ')}</p>
      )}
      <Files files={message.files} />
      {message.delivery && <DeliveryLine delivery={message.delivery} onChanged={onChanged} onTakenBack={onTakenBack} />}
    </Said>
  );
});

/** Whose words these are, and how they came or went. */
function How({ message, provenance, channel }: { message: MessageView; provenance: Provenance; channel: ChannelKind }) {
  const t = useTranslations('inbox');
  switch (provenance) {
    case 'customer':
      return [
        t(`via.${channel}`),
        message.automatic ? automaticWords(t, message.automatic) : null,
        channel === 'email' && !message.automatic ? t(message.verified ? 'verified' : 'unverified') : null,
      ]
        .filter(Boolean)
        .join(' · ');
    case 'agent':
      return t(waits(message) ? 'wrote.scheduled' : 'wrote.agent');
    case 'note':
      return t('wrote.note');
    case 'ai':
      if (message.delivery?.status === 'queued' && message.delivery.aboutToGo) return t('wrote.aboutToGo');
      return message.confidence === null
        ? t('wrote.ai')
        : t('wrote.aiSure', { percent: `${sure(message.confidence)}%` });
    case 'both':
      return t(message.edited ? 'wrote.bothEdited' : 'wrote.both', { name: message.agentName ?? t('somebody') });
  }
}

/** Scheduled, and not on its way yet. */
function waits({ delivery }: MessageView): boolean {
  return !!delivery?.sendAt && (delivery.status === 'queued' || delivery.status === 'held');
}

function mailNote(t: ReturnType<typeof useTranslations<'inbox'>>, note: string): string {
  const key = `mailNote.${note}`;
  return t.has(key) ? t(key) : '';
}

function automaticWords(t: ReturnType<typeof useTranslations<'inbox'>>, reason: string): string {
  const key = `automaticBecause.${reason}`;
  return t.has(key) ? t(key) : t('automatic');
}

function provenanceOf(message: MessageView): Provenance {
  if (message.kind === 'note') return 'note';
  if (message.author !== 'ai') return message.author;
  return message.agentName === null ? 'ai' : 'both';
}
