'use client';
import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Markdown } from '#components/ui/markdown.tsx';
import { type Provenance, Said } from '#components/ui/said.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { ThreadMessage } from '#lib/reviews/review-view.ts';

/** What was said before, folded: the newest part is what the decision is about. */
export function Earlier({ messages, customer }: { messages: ThreadMessage[]; customer: string }) {
  const t = useTranslations('review.earlier');
  if (messages.length === 0) return null;
  return (
    <details className="group">
      <summary className="inline-flex items-center gap-1 rounded-md px-1 py-0.5 text-ink-3 hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight className="transition-transform group-open:rotate-90" />
        <span className="group-open:hidden">{t('show', { n: messages.length })}</span>
        <span className="hidden group-open:inline">{t('hide')}</span>
      </summary>
      <ol className="mt-2 flex flex-col gap-2.5">
        {messages.map((message) => (
          <li key={message.id}>
            <Said provenance={provenanceOf(message)}>
              <p className="mb-1 flex flex-wrap items-baseline gap-x-2">
                <span className="font-semibold">{who(message)}</span>
                <span className="text-ink-3">
                  <TimeAgo at={message.at} />
                  {message.kind === 'note' && ` · ${t('note')}`}
                </span>
              </p>
              {message.rendered ? (
                <Markdown html={message.rendered} />
              ) : (
                <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{message.body}</p>
              )}
            </Said>
          </li>
        ))}
      </ol>
    </details>
  );

  function who({ author, agentName, edited }: ThreadMessage): string {
    if (author === 'customer') return customer;
    if (author === 'agent') return agentName ?? t('us');
    if (!agentName) return t('ai');
    return t(edited ? 'aiEdited' : 'aiApproved', { name: agentName });
  }
}

function provenanceOf({ kind, author, agentName }: ThreadMessage): Provenance {
  if (kind === 'note') return 'note';
  if (author === 'ai') return agentName ? 'both' : 'ai';
  return author;
}
