'use client';
import { MessageCircleQuestion } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Said } from '#components/ui/said.tsx';
import type { ConversationView } from '#lib/conversations/conversation-view.ts';
import type { TakenBack } from './delivery.tsx';
import { EventLine } from './event-line.tsx';
import { Message } from './message.tsx';

/** What was said and happened, oldest first. The column is reversed so that the browser keeps the newest in sight as things grow. */
export function Thread({
  conversation,
  workspaceName,
  onEarlier,
  onChanged,
  onTakenBack,
}: {
  conversation: ConversationView;
  workspaceName: string;
  onEarlier: () => Promise<void>;
  onChanged: () => Promise<void>;
  onTakenBack: (reply: TakenBack) => void;
}) {
  const t = useTranslations('inbox');
  const { contact, suggestion } = conversation;
  return (
    <section
      aria-label={t('thread')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className="flex min-h-0 flex-1 flex-col-reverse overflow-y-auto outline-offset-[-2px]"
    >
      <div className="mx-auto mb-auto flex w-full max-w-[860px] flex-col gap-[11px] px-7 py-[18px] max-md:px-3">
        {conversation.hasEarlier && (
          <Button size="sm" onClick={() => void onEarlier()} className="self-center">
            {t('earlier')}
          </Button>
        )}
        {conversation.timeline.map((item) =>
          item.type === 'message' ? (
            <Message
              key={`m${item.id}`}
              message={item}
              contact={contact}
              channel={conversation.channel}
              workspaceName={workspaceName}
              onChanged={onChanged}
              onTakenBack={onTakenBack}
            />
          ) : (
            <EventLine key={`e${item.seq}`} event={item} />
          ),
        )}
        {suggestion?.kind === 'question' && (
          <Said provenance="note" aria-label={t('suggestion.asks')}>
            <div className="mb-1.5 flex items-center gap-2">
              <MessageCircleQuestion aria-hidden="true" className="text-amber" />
              <b>{t('suggestion.asks')}</b>
              <span className="text-ink-3">{t('suggestion.asksHidden', { name: contact.name || contact.email })}</span>
            </div>
            <p className="whitespace-pre-wrap">{suggestion.body}</p>
            <p className="mt-2 text-ink-2">{t('suggestion.answerHint')}</p>
          </Said>
        )}
        <NewMessages conversation={conversation} />
      </div>
    </section>
  );
}

/** Says aloud that a message came in. */
function NewMessages({ conversation }: { conversation: ConversationView }) {
  const t = useTranslations('inbox');
  const newest = conversation.timeline.findLast((item) => item.type === 'message' && item.kind === 'inbound');
  const id = newest?.type === 'message' ? newest.id : 0;
  const seen = useRef(id);
  const [words, setWords] = useState('');
  const name = conversation.contact.name || conversation.contact.email;
  useEffect(() => {
    if (id <= seen.current) return;
    seen.current = id;
    setWords(t('newMessage', { name }));
  }, [id, name, t]);
  return (
    <p role="status" className="sr-only">
      {words}
    </p>
  );
}
