// Puts the frame round an answer and turns its [n] marks into citations.
import type { Citation } from '#db/schema/ai.ts';
import type { Evidence, Outcome } from '../types.ts';
import { frameFor } from './frames.ts';

export type ComposeInput = {
  answer: string;
  evidence: Evidence[];
  language: string;
  outcome: Outcome;
  firstName: string;
  /** Where the portal lives, without a trailing slash. */
  portalUrl: string;
  /** The answer's words are the help center's, so its language is theirs. */
  quoted: boolean;
  /** Numbers, from 1, of the asks that the answer leaves open; the customer's own words are not repeated. */
  open: number[];
  asks: number;
};

export function composeReply({
  answer,
  evidence,
  language,
  outcome,
  firstName,
  portalUrl,
  quoted,
  open,
  asks,
}: ComposeInput): {
  body: string;
  answer: string;
  citations: Citation[];
} {
  const { text, citations, used } = renumber(answer, evidence);
  const { frame } = frameFor(language);
  const links = [...new Map(used.filter((item) => item.slug).map((item) => [item.slug, item])).values()]
    .slice(0, 2)
    .map(
      (item) =>
        `[${item.title.replace(/[[\]]/g, '')}](${portalUrl}/help/articles/${encodeURIComponent(item.slug ?? '')})`,
    );
  const foreign = quoted && used.some((item) => item.language !== language);
  const parts = [
    frame.hello(firstName),
    foreign ? frame.foreign : '',
    text,
    links.length > 0 ? `${frame.sources} ${links.join(' · ')}` : '',
    ending(),
  ];
  return { body: parts.filter(Boolean).join('\n\n'), answer: text, citations };

  function ending(): string {
    const named = [...new Set(open)].filter((n) => n <= asks);
    if (asks > 1 && named.length > 0 && named.length < asks) return frame.open(named.join(', '), asks);
    return outcome === 'partly' ? frame.partly : frame.closing;
  }
}

/** [n] in the answer counts evidence from 1; in the reply the citations are 1, 2, 3… in order of appearance. Unknown numbers vanish. */
function renumber(answer: string, evidence: Evidence[]): { text: string; citations: Citation[]; used: Evidence[] } {
  const used: Evidence[] = [];
  const text = answer.replace(/\s*\[(\d{1,2})\]/g, (_, digits: string) => {
    const item = evidence[Number(digits) - 1];
    if (!item) return '';
    if (!used.includes(item)) used.push(item);
    return ` [${used.indexOf(item) + 1}]`;
  });
  const citations = used.map((item, index) => ({
    n: index + 1,
    passageId: item.id,
    articleId: item.articleId,
    snippetId: item.snippetId,
    ...(item.solvedId === undefined ? {} : { solvedId: item.solvedId }),
    title: item.title,
    quote: plain(item.text),
  }));
  return { text: text.trim(), citations, used };
}

/** Markdown's marks away, for quoting as plain text. */
export function plain(markdown: string): string {
  return markdown.replace(/\*\*|__|`/g, '').replace(/(^|\s)[*_](\S[^*_\n]*)[*_](?=\s|[.,;:!?)]|$)/g, '$1$2');
}
