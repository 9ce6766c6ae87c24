'use client';
import { Eye, Paperclip, PenLine } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type Ref, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Kbd } from '#components/ui/kbd.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { TakenBack } from './delivery.tsx';
import { Files } from './files.tsx';
import { Preview } from './preview.tsx';
import { SendMenu } from './send-menu.tsx';
import { Provenance, SuggestionBox } from './suggestion.tsx';
import type { Open } from './use-conversation.ts';
import { draftFrom, type Kind, useDraft } from './use-draft.ts';
import { useFiles } from './use-files.ts';
import { useSend } from './use-send.ts';

export type ComposerHandle = {
  focus: (kind: Kind) => void;
  takeBack: (reply: TakenBack) => void;
  /** Opens the times to send at. */
  later: () => void;
};

const MOST_HEIGHT = 320;

export function Composer({ open, onTyped, ref }: { open: Open; onTyped: () => void; ref: Ref<ComposerHandle> }) {
  const t = useTranslations('inbox.compose');
  const { conversation } = open;
  const { contact, suggestion } = conversation;
  const text = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const { draft, change, takeBack, clear, saved } = useDraft(conversation.id, conversation.draft);
  const { files, uploading, add, remove, setFiles } = useFiles(
    conversation.id,
    conversation.draft?.files ?? [],
    conversation.largestFileMb,
  );
  const [preview, setPreview] = useState(false);
  const [hidden, setHidden] = useState<number | null>(null);
  const [menu, setMenu] = useState(false);
  const takeReplyBack = (reply: TakenBack) => {
    takeBack(reply.body, reply.proposalId);
    setFiles((known) => [...known, ...reply.files.filter(({ id }) => !known.some((file) => file.id === id))]);
  };
  const send = useSend(
    open,
    (lost) => {
      change(lost);
      setFiles(files);
    },
    takeReplyBack,
  );
  const note = draft.kind === 'note';
  const empty = draft.body.trim() === '';
  const offered =
    suggestion?.kind === 'reply' && !note && draft.body === '' && hidden !== suggestion.proposalId ? suggestion : null;
  const name = contact.name.split(' ')[0] || contact.email;

  useImperativeHandle(ref, () => ({
    focus(kind) {
      setPreview(false);
      change({ ...draft, kind });
      setTimeout(() => text.current?.focus(), 0);
    },
    takeBack(reply) {
      setPreview(false);
      takeReplyBack(reply);
      setTimeout(() => text.current?.focus(), 0);
    },
    later() {
      if (!note && !empty) setMenu(true);
    },
  }));

  // As high as its text, up to a limit.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again after each change
  useLayoutEffect(() => {
    const area = text.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${Math.min(MOST_HEIGHT, Math.max(52, area.scrollHeight))}px`;
  }, [draft.body, preview, offered]);

  const submit = (leaveAs: 'pending' | 'closed', sendAt: Date | null = null) => {
    if (empty || uploading.length > 0) return;
    const ids = files.map((file) => file.id);
    setPreview(false);
    const settled = clear();
    if (!note) setFiles([]);
    void send(draft, ids, { leaveAs, sendAt, after: settled });
  };
  const use = () => {
    if (!offered) return;
    change(draftFrom(offered));
    text.current?.focus();
  };

  return (
    <form
      aria-label={t('label')}
      onSubmit={(event) => {
        event.preventDefault();
        submit('pending');
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void add(event.dataTransfer.files);
      }}
      className={classNames(
        'mx-auto mb-[18px] w-[calc(100%-56px)] max-w-[804px] flex-none rounded-xl border border-line-2 bg-surface shadow-2 max-md:mb-3 max-md:w-[calc(100%-24px)]',
        note && 'border-amber-line bg-amber-wash',
      )}
    >
      <div className={classNames('flex items-center gap-3.5 border-b px-3.5', note && 'border-amber-line')}>
        {(['reply', 'note'] as const).map((kind) => (
          <button
            key={kind}
            type="button"
            aria-pressed={draft.kind === kind}
            onClick={() => {
              change({ ...draft, kind });
              text.current?.focus();
            }}
            className={classNames('h-[38px] font-[550] text-ink-3 hover:text-ink', draft.kind === kind && 'text-ink')}
          >
            {t(kind)}
          </button>
        ))}
        <span className="ml-auto truncate text-ink-3">
          {note ? t('team') : t('to', { name, channel: conversation.channel })}
        </span>
      </div>
      {preview ? (
        <Preview markdown={draft.body} conversation={note ? undefined : conversation.id} />
      ) : (
        <div className="relative">
          <textarea
            ref={text}
            rows={1}
            value={draft.body}
            aria-label={t(note ? 'notePlaceholder' : 'replyPlaceholder', { name })}
            placeholder={offered ? '' : t(note ? 'notePlaceholder' : 'replyPlaceholder', { name })}
            onChange={(event) => {
              onTyped();
              const body = event.target.value;
              change({ ...draft, body, proposalId: body === '' ? null : draft.proposalId });
            }}
            onPaste={(event) => {
              if (event.clipboardData.files.length > 0) void add(event.clipboardData.files);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Tab' && !event.shiftKey && offered) {
                event.preventDefault();
                use();
              } else if (event.key === 'Escape') {
                if (offered) setHidden(offered.proposalId);
                else event.currentTarget.blur();
              } else if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
                event.preventDefault();
                submit(event.shiftKey ? 'closed' : 'pending');
              }
            }}
            className="block w-full resize-none bg-transparent px-3.5 py-3 leading-[1.5] outline-none"
          />
          {offered && <SuggestionBox suggestion={offered} onUse={use} onHide={() => setHidden(offered.proposalId)} />}
        </div>
      )}
      <div className="px-3.5">
        <Files files={files} onRemove={remove} />
        {uploading.map((file) => (
          <p key={file} role="status" className="pt-1.5 text-sm text-ink-3">
            {t('uploading', { name: file })}
          </p>
        ))}
        {draft.proposalId !== null && !note && <Provenance unchanged={draft.body.trim() === suggestion?.body.trim()} />}
      </div>
      <div className="flex items-center gap-1 p-2 pl-2.5">
        {!note && (
          <Tooltip label={t('attach')}>
            <Button variant="ghost" size="icon" aria-label={t('attach')} onClick={() => picker.current?.click()}>
              <Paperclip />
            </Button>
          </Tooltip>
        )}
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-label={t('attach')}
          onChange={(event) => {
            void add(event.target.files ?? []);
            event.target.value = '';
          }}
        />
        <Button variant="ghost" size="sm" disabled={empty} onClick={() => setPreview(!preview)} className="px-2">
          {preview ? <PenLine /> : <Eye />}
          <span className="max-md:sr-only">{t(preview ? 'write' : 'preview')}</span>
        </Button>
        <span role="status" className="min-w-0 flex-1 truncate px-1 text-right text-sm text-ink-3">
          {saved === 'saved' ? t('saved') : saved === 'failed' ? t('notSaved') : ''}
        </span>
        <div className="flex">
          <Button
            type="submit"
            variant="primary"
            disabled={empty || uploading.length > 0}
            className={classNames('h-[30px]', !note && 'rounded-r-none')}
          >
            {t(note ? 'addNote' : 'send')} <Kbd onInk>⌘↵</Kbd>
          </Button>
          {!note && (
            <SendMenu
              open={menu}
              onOpenChange={setMenu}
              disabled={empty || uploading.length > 0}
              onClose={() => submit('closed')}
              onLater={(at) => submit('pending', at)}
            />
          )}
        </div>
      </div>
    </form>
  );
}
