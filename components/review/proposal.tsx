'use client';
import { CircleAlert, History, Languages } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type MouseEvent, useState } from 'react';
import { Avatar } from '#components/ui/avatar.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { languageName } from '#components/ui/language-name.ts';
import { Markdown } from '#components/ui/markdown.tsx';
import { Said } from '#components/ui/said.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { CitedPassage } from '#lib/knowledge/cited-passages.ts';
import type { ReviewView } from '#lib/reviews/review-view.ts';
import { CiteNumber, type OpenPassage, PassagePopover } from './passage-popover.tsx';

// The buttons and marks that lib/reviews/annotate put into the text.
const NOTES =
  '[&_.cite]:mx-0.5 [&_.cite]:inline-block [&_.cite]:h-[15px] [&_.cite]:min-w-[15px] [&_.cite]:rounded-[4px] [&_.cite]:bg-iris-wash [&_.cite]:px-[3px] [&_.cite]:text-center [&_.cite]:align-[2px] [&_.cite]:text-[10px] [&_.cite]:leading-[15px] [&_.cite]:font-semibold [&_.cite]:text-iris [&_.cite]:relative [&_.cite]:after:absolute [&_.cite]:after:-inset-[5px] [&_.cite:hover]:bg-iris-line [&_mark]:rounded-[2px] [&_mark]:bg-amber-wash [&_mark]:text-inherit [&_mark]:shadow-[0_1px_0_var(--amber)]';

/** What the AI wants to send, what each sentence rests on, and which rest on nothing. */
export function Proposal({ review }: { review: ReviewView }) {
  const t = useTranslations('review.proposal');
  const solved = useTranslations('solved');
  const { proposal } = review;
  const [open, setOpen] = useState<OpenPassage | null>(null);
  const show = (passage: CitedPassage | undefined, anchor: HTMLElement) => passage && setOpen({ passage, anchor });
  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    const anchor = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-cite]') : null;
    if (anchor)
      show(
        proposal.citations.find(({ n }) => n === Number(anchor.dataset.cite)),
        anchor,
      );
  };
  if (proposal.kind !== 'reply') return <Asking review={review} />;
  return (
    <Said provenance="ai" className="shadow-2" aria-label={t('title')}>
      <header className="mb-[7px] flex flex-wrap items-center gap-x-2 gap-y-1">
        <Avatar name="AI" ai />
        <h2 className="text-body">{t('title')}</h2>
        <span className="text-ink-3">
          <TimeAgo at={proposal.at} />
          {review.status === 'pending' && ` · ${t('notSent')}`}
        </span>
        <LanguageChip code={proposal.language} />
      </header>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside are real; this only hears them */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a button's click comes from the keyboard, too */}
      <div onClick={onClick} className={NOTES} lang={proposal.language}>
        <Markdown html={proposal.html} />
      </div>
      {proposal.citations.length > 0 && (
        <ul aria-label={t('sources')} className="mt-3 flex flex-wrap gap-1.5 border-t border-dashed pt-[11px]">
          {bySource(proposal.citations).map(([first, ...more]) => (
            <li key={first.n} className="min-w-0">
              <button
                type="button"
                onClick={(event) => show(first, event.currentTarget)}
                className="inline-flex h-[22px] max-w-full items-center gap-1.5 rounded-full bg-sunken pr-2.5 pl-1.5 text-xs font-medium text-ink-2 hover:text-ink"
              >
                <span className="inline-flex flex-none gap-0.5">
                  {[first, ...more].map(({ n }) => (
                    <CiteNumber key={n} n={n} />
                  ))}
                </span>
                {first.solved && <History className="size-3 flex-none" aria-hidden="true" />}
                <span className="truncate">
                  {first.solved && `${solved('markShort')}: `}
                  {first.title}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <PassagePopover open={open} onClose={() => setOpen(null)} />
    </Said>
  );
}

/** Several passages of one article are one source to a reader; the numbers in the text open each of them. */
function bySource(citations: CitedPassage[]): [CitedPassage, ...CitedPassage[]][] {
  const groups = new Map<string, [CitedPassage, ...CitedPassage[]]>();
  for (const citation of citations) {
    const key = `${citation.articleId} ${citation.solved?.conversationId} ${citation.title}`;
    const group = groups.get(key);
    if (group) group.push(citation);
    else groups.set(key, [citation]);
  }
  return [...groups.values()];
}

/** Sentences that verification could not support, each with its reason in words. */
export function Unsupported({ review }: { review: ReviewView }) {
  const t = useTranslations('review.proposal');
  const { unsupported } = review.proposal;
  if (unsupported.length === 0) return null;
  return (
    <section className="rounded-xl border border-amber-line bg-amber-wash px-4 py-3">
      <h3 className="flex items-center gap-2 text-body">
        <CircleAlert className="text-amber" />
        {t('unsupported', { n: unsupported.length })}
      </h3>
      <ul className="mt-1 flex flex-col gap-1.5 pl-[23px] text-ink-2">
        {unsupported.map(({ text, problem }) => (
          <li key={text}>
            “{text}” <span className="text-ink">{t.has(`problem.${problem}`) ? t(`problem.${problem}`) : problem}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Asking({ review }: { review: ReviewView }) {
  const t = useTranslations('review.proposal');
  const { kind, html, at, language } = review.proposal;
  const question = kind === 'question';
  return (
    <Said provenance="ai" className="shadow-2">
      <header className="mb-[7px] flex flex-wrap items-center gap-x-2 gap-y-1">
        <Avatar name="AI" ai />
        <h2 className="text-body">{t(question ? 'question' : 'abstain')}</h2>
        <TimeAgo at={at} className="text-ink-3" />
        <LanguageChip code={language} />
      </header>
      {question && <Markdown html={html} className="text-md" />}
      <p className="mt-2 text-ink-2">{t(question ? 'questionHint' : 'abstainHint')}</p>
    </Said>
  );
}

function LanguageChip({ code }: { code: string }) {
  return (
    <Chip tone="line" icon={<Languages />} className="ml-auto">
      {languageName(code)}
    </Chip>
  );
}
