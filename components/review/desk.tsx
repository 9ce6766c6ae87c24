'use client';
import { ArrowLeft, ArrowRight, PanelRightOpen } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef } from 'react';
import { Present } from '#components/conversation/present.tsx';
import { usePresence } from '#components/conversation/use-presence.ts';
import { Button, buttonClass } from '#components/ui/button.tsx';
import type { ReviewView } from '#lib/reviews/review-view.ts';
import { ActionBar } from './action-bar.tsx';
import { Asked } from './asked.tsx';
import { Earlier } from './earlier.tsx';
import { Editor } from './editor.tsx';
import { Proposal, Unsupported } from './proposal.tsx';
import { WhyFold } from './why-panel.tsx';

type DeskProps = {
  review: ReviewView;
  me: { id: number; name: string };
  mayDecide: boolean;
  wroteAgain: boolean;
  /** The text being edited; null: nobody edits. */
  editing: string | null;
  undo: ReactNode;
  onText: (text: string) => void;
  onSend: (text: string) => void;
  onApprove: () => void;
  onEdit: () => void;
  onCancelEdit: () => void;
  onTakeOver: () => void;
  onReject: () => void;
  onNext: (() => void) | null;
  onBack: () => void;
};

/** One proposal in front of a person. */
export function Desk(props: DeskProps) {
  const { review, mayDecide, wroteAgain, editing } = props;
  const t = useTranslations('review');
  const typed = usePresence(review.conversation.id);
  const scroller = useRef<HTMLDivElement>(null);
  const { conversation, contact, proposal } = review;
  const name = contact.name || contact.email;
  const pending = review.status === 'pending';

  const shown = useRef(review.id);
  useEffect(() => {
    if (shown.current === review.id) return;
    shown.current = review.id;
    scroller.current?.scrollTo({ top: 0 });
  }, [review.id]);

  return (
    <section aria-labelledby="desk-title" className="flex min-h-0 min-w-0 flex-1 flex-col">
      <header className="flex h-12 flex-none items-center gap-2 border-b px-4 max-md:pr-2 max-md:pl-13">
        <Button variant="ghost" size="icon" aria-label={t('back')} onClick={props.onBack} className="md:hidden">
          <ArrowLeft />
        </Button>
        <h2 id="desk-title" className="min-w-0 flex-1 truncate text-body">
          {conversation.subject || t('noSubject')}{' '}
          <span className="font-normal text-ink-3">
            #{conversation.id}
            {conversation.mailbox && ` · ${conversation.mailbox.split('@')[0]}@`}
          </span>
        </h2>
        <Present present={review.present} />
        <Link
          href={`/inbox/open/${conversation.id}` as Route}
          className={buttonClass({ variant: 'ghost', size: 'sm' })}
          aria-label={t('openConversation')}
        >
          <PanelRightOpen />
          <span className="max-lg:hidden">{t('openConversation')}</span>
        </Link>
      </header>
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
        <WhyFold review={review} className="xl:hidden" />
        <div className="mx-auto flex w-full max-w-[760px] flex-col gap-3.5 px-8 py-[22px] max-md:px-4 max-md:py-4">
          <State {...props} name={name} />
          <Earlier messages={review.earlier} customer={name} />
          <Asked review={review} />
          {editing !== null ? (
            <Editor
              conversation={review.conversation.id}
              text={editing}
              language={proposal.language}
              answering={proposal.kind !== 'reply'}
              onText={(text) => {
                typed();
                props.onText(text);
              }}
              onSend={props.onSend}
              onCancel={props.onCancelEdit}
            />
          ) : (
            <Proposal review={review} />
          )}
          <Unsupported review={review} />
        </div>
      </div>
      {props.undo}
      {!mayDecide ? (
        <p className="flex-none border-t px-5 py-4 text-ink-3">{t('actions.readOnly')}</p>
      ) : (
        pending &&
        editing === null && (
          <ActionBar
            drafted={proposal.kind === 'reply'}
            disabled={wroteAgain}
            onApprove={props.onApprove}
            onEdit={props.onEdit}
            onTakeOver={props.onTakeOver}
            onReject={props.onReject}
          />
        )
      )}
    </section>
  );
}

/** What happened to it while it lay here. */
function State({ review, me, wroteAgain, onNext, onBack, name }: DeskProps & { name: string }) {
  const t = useTranslations('review.state');
  const first = name.split(' ')[0] ?? name;
  const { status, decided } = review;
  if (status === 'pending' && !wroteAgain) return null;
  const by = decided?.by === me.name ? t('you') : (decided?.by ?? t('somebody'));
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl border border-line bg-paper px-4 py-2.5 text-ink-2"
    >
      <span className="min-w-0 flex-1">
        {status === 'pending'
          ? t('wroteAgain', { name: first })
          : status === 'stale'
            ? t('stale', { name: first })
            : t(status, { who: by })}
      </span>
      {status !== 'pending' && (
        <Button size="sm" onClick={onNext ?? onBack}>
          {t(onNext ? 'next' : 'toQueue')}
          <ArrowRight />
        </Button>
      )}
    </div>
  );
}
