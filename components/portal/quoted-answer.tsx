import type { HelpAnswer } from './help-search.ts';

export type AnswerWords = { quoted: string; readAll: string };

/** A passage of ours, word for word: people wrote it, so it wears their stripe. Nothing is generated here. */
export function QuotedAnswer({ answer, words, lang }: { answer: HelpAnswer; words: AnswerWords; lang?: string }) {
  return (
    <div className="relative py-4 pr-4 pl-[18px]">
      <span aria-hidden="true" className="absolute top-4 bottom-4 left-0 w-[3px] rounded-sm bg-pine" />
      <p className="text-body text-ink-3">{words.quoted}</p>
      <div
        lang={lang}
        className="prose-tandem mt-1 text-[15px] leading-[1.55]"
        // biome-ignore lint/security/noDangerouslySetInnerHtml: made by renderMarkdown
        dangerouslySetInnerHTML={{ __html: answer.html }}
      />
      <p className="mt-3 border-t border-dashed pt-3 text-body">
        <a href={answer.href} className="font-medium hover:underline">
          {answer.title}
          <span className="font-normal text-ink-3"> · {words.readAll}</span>
        </a>
      </p>
    </div>
  );
}
