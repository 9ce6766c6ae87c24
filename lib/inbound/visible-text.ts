// What a person wrote now, apart from what their client put below it: `visible` is what people and the AI read first, the rest is one click away.
import { dropInvisible } from './clean-text.ts';
import { type CutHtml, cutHtml } from './html/cut-html.ts';
import { htmlToText } from './html/to-text.ts';
import { isClosing } from './text/closing.ts';
import { foldQuotes } from './text/fold-quotes.ts';
import { foldSignature } from './text/fold-signature.ts';
import { attributionAt, detachedEnd, isForwardMark, isHeaderBlock, isRule, isSeparator } from './text/quote-marks.ts';
import { sayTheSame } from './text/say-the-same.ts';

export type VisibleText = { visible: string; quoted: string; signature: string };
export type MailText = VisibleText & {
  /** All of it, in plain; worked out when asked. */
  whole: () => string;
  /** Visible HTML, not sanitised yet; empty when there is none. */
  html: string;
  /** Text that no reader would have seen; it is in none of the others. */
  hidden: string;
};

const LONGEST = 100_000;

/**
 * @param text the plain part, @param html the HTML part; either may be empty. What mail programs show is the HTML, so the plain part is
 * believed only where it says the same. @param forwards the subject says that this is a forward.
 */
export function readMailText(text: string, html: string, forwards = false): MailText {
  const cut = html.trim() ? cutHtml(html) : null;
  const plain = dropInvisible(text);
  const folded = fold(plain.text, forwards);
  const whole = () => shortened(plain.text.trim() || (cut ? visibleOf(cut.html) : ''));
  if (!cut) return capped({ ...folded, whole, html: '', hidden: plain.hidden });
  const fromHtml = foldHtml(cut, forwards);
  const hidden = [cut.hidden, plain.hidden].filter(Boolean).join('\n');
  const trusted =
    folded.visible !== '' &&
    hidden === '' &&
    (fromHtml.visible === '' || sayTheSame(folded.visible, htmlToText(cut.html)));
  return capped({ ...(trusted ? folded : fromHtml), whole, html: cut.html, hidden });
}

/** Of plain text. */
export function fold(armoured: string, forwards = false): VisibleText {
  const text = withoutArmour(armoured);
  // Some clients put the signature below the quote, most above it.
  const below = foldSignature(text);
  const { own, quoted } = foldQuotes(below.own, forwards);
  const above = quoted === '' ? { own, signature: '' } : foldSignature(own);
  const visible = above.own.trim();
  const signature = [above.signature, below.signature].filter(Boolean).join('\n');
  // Nothing but a quote or a signature: then that is what was sent.
  if (visible === '') return { visible: signature || quoted, quoted: signature ? quoted : '', signature: '' };
  return { visible, quoted, signature };
}

/** What PGP writes round a text that it signs. */
function withoutArmour(text: string): string {
  if (!text.includes('-----BEGIN PGP SIG')) return text;
  return text
    .replace(/^-----BEGIN PGP SIGNED MESSAGE-----[ \t]*\n(?:[A-Z][A-Za-z]{1,20}: .*\n)*\n?/m, '')
    .replace(/^-----BEGIN PGP SIGNATURE-----[ \t]*\n[\s\S]*?(?:^-----END PGP SIGNATURE-----[ \t]*$|$(?![\s\S]))/gm, '')
    .replace(/^- (?=-)/gm, '');
}

function foldHtml(cut: CutHtml, forwards: boolean): VisibleText {
  // Without the questions the answers say nothing: then as in plain text.
  if (cut.answers) return fold(visibleOf(cut.html), forwards);
  const quoted = visibleOf(cut.quoted);
  const signature = visibleOf(cut.signature);
  const written = visibleOf(cut.own);
  // The rule that a client draws above a quote is nobody's words.
  const own = isRule(written) ? '' : written;
  // A forwarded mail is what its sender wants us to read.
  const isForward =
    forwards || quoted.split('\n', 3).some(isForwardMark) || isForwardMark(own.split('\n').at(-1) ?? '');
  if (isForward && quoted) return { visible: [own, quoted].filter(Boolean).join('\n\n'), quoted: '', signature };
  // Templates put the message itself into what their client names a quote.
  if (isGreeting(own) && quoted && !isAnnounced(quoted))
    return { visible: `${own}\n\n${quoted}`, quoted: '', signature };
  const { own: said, mark } = quoted ? detachedEnd(own) : { own, mark: '' };
  const folded = fold(said, forwards);
  if (folded.visible === '') return { visible: signature || quoted, quoted: signature ? quoted : '', signature: '' };
  return {
    visible: folded.visible,
    quoted: [folded.quoted, mark, quoted].filter(Boolean).join('\n\n'),
    signature: [folded.signature, signature].filter(Boolean).join('\n'),
  };
}

const isGreeting = (own: string) => own.length <= 60 && !own.includes('\n') && /[,，]$/.test(own) && !isClosing(own);

/** Something in it says that it is another mail. */
function isAnnounced(quoted: string): boolean {
  const lines = quoted.split('\n', 200);
  return lines.some(
    (line, at) =>
      line.startsWith('>') ||
      attributionAt(lines, at) > 0 ||
      isHeaderBlock(lines, at) ||
      isSeparator(line, lines[at + 1] ?? ''),
  );
}

const visibleOf = (html: string) => (html ? dropInvisible(htmlToText(html)).text.trim() : '');

function capped(text: MailText): MailText {
  const { visible, quoted, signature } = text;
  return { ...text, visible: shortened(visible), quoted: shortened(quoted), signature: shortened(signature) };
}

const shortened = (part: string) => (part.length > LONGEST ? `${part.slice(0, LONGEST).toWellFormed()}\n[…]` : part);
