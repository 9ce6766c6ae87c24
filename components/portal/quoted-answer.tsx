import { contactPath } from './contact-path.ts';
import type { HelpAnswer } from './help-search.ts';
import { portalButton } from './portal-button.ts';

export type AnswerWords = { quoted: string; readAll: string; talk: string };

/** A passage of ours, word for word: people wrote it, so it wears their stripe. Nothing is generated here. */
export function QuotedAnswer({
  answer,
  question,
  words,
  lang,
}: {
  answer: HelpAnswer;
  question: string;
  words: AnswerWords;
  lang?: string;
}) {
  return (
    <div className="relative py-4 pr-4 pl-[18px]">
      <span aria-hidden="true" className="absolute top-4 bottom-4 left-0 w-[3px] rounded-sm bg-pine" />
      <div
        lang={lang}
        className="prose-tandem text-[15px] leading-[1.5]"
        // biome-ignore lint/security/noDangerouslySetInnerHtml: made by renderMarkdown
        dangerouslySetInnerHTML={{ __html: answer.html }}
      />
      <a
        href={answer.href}
        lang={lang}
        className="mt-3 inline-block max-w-full truncate rounded-full bg-sunken px-2.5 py-0.5 text-body font-medium text-ink-2 hover:text-ink"
      >
        {answer.title}
      </a>
      <div className="mt-3 flex flex-wrap items-center gap-2 border-t border-dashed pt-3">
        <p className="min-w-0 flex-1 basis-40 text-body text-ink-3">{words.quoted}</p>
        <a href={answer.href} className={portalButton({ height: 'h-8' })}>
          {words.readAll}
        </a>
        <a href={contactPath(question)} className={portalButton({ height: 'h-8' })}>
          {words.talk}
        </a>
      </div>
    </div>
  );
}
