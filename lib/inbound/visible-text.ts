// What a person wrote now, apart from what their client put below it: `visible` is what people and the AI read first, the rest is one click away.
import { dropInvisible } from './clean-text.ts';
import { cutHtml } from './html/cut-html.ts';
import { htmlToText } from './html/to-text.ts';
import { foldQuotes } from './text/fold-quotes.ts';
import { foldSignature } from './text/fold-signature.ts';
import { sayTheSame } from './text/say-the-same.ts';

export type VisibleText = { visible: string; quoted: string; signature: string };
export type MailText = VisibleText & {
  /** Visible HTML, not sanitised yet; empty when there is none. */
  html: string;
  /** Text that no reader would have seen; it is in none of the others. */
  hidden: string;
};

const LONGEST = 100_000;

/**
 * @param text the plain part, @param html the HTML part; either may be empty. What mail programs show is the HTML, so the plain part is
 * believed only where it says the same.
 */
export function readMailText(text: string, html: string): MailText {
  const cut = html.trim() ? cutHtml(html) : null;
  const plain = dropInvisible(text);
  const folded = fold(plain.text);
  if (!cut) return capped({ ...folded, html: '', hidden: plain.hidden });
  const fromHtml = foldHtml(cut);
  const hidden = [cut.hidden, plain.hidden].filter(Boolean).join('\n');
  const trusted =
    folded.visible !== '' &&
    hidden === '' &&
    (fromHtml.visible === '' || sayTheSame(folded.visible, htmlToText(cut.html)));
  return capped({ ...(trusted ? folded : fromHtml), html: cut.html, hidden });
}

/** Of plain text. */
export function fold(text: string): VisibleText {
  // Some clients put the signature below the quote, most above it.
  const below = foldSignature(text);
  const { own, quoted } = foldQuotes(below.own);
  const above = foldSignature(own);
  const visible = above.own;
  const signature = [above.signature, below.signature].filter(Boolean).join('\n');
  // Nothing but a quote or a signature: then that is what was sent.
  if (visible === '') return { visible: signature || quoted, quoted: signature ? quoted : '', signature: '' };
  return { visible, quoted, signature };
}

function foldHtml(cut: { own: string; quoted: string; signature: string }): VisibleText {
  const quoted = visibleOf(cut.quoted);
  const signature = visibleOf(cut.signature);
  const own = visibleOf(cut.own);
  // A forwarded mail is what its sender wants us to read.
  if (
    /^\W*(begin )?forwarded message|^-{5,} ?(forwarded|weitergeleitete|message transf|mensaje reenviado|messaggio inoltrato)/i.test(
      quoted,
    )
  )
    return { visible: [own, quoted].filter(Boolean).join('\n\n'), quoted: '', signature };
  const folded = fold(own);
  if (folded.visible === '') return { visible: signature || quoted, quoted: signature ? quoted : '', signature: '' };
  return {
    visible: folded.visible,
    quoted: [folded.quoted, quoted].filter(Boolean).join('\n\n'),
    signature: [folded.signature, signature].filter(Boolean).join('\n'),
  };
}

const visibleOf = (html: string) => (html ? dropInvisible(htmlToText(html)).text.trim() : '');

function capped(text: MailText): MailText {
  const cut = (part: string) => (part.length > LONGEST ? `${part.slice(0, LONGEST).toWellFormed()}\n[…]` : part);
  return { ...text, visible: cut(text.visible), quoted: cut(text.quoted), signature: cut(text.signature) };
}
