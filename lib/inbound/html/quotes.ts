// Where mail clients say that what follows was not written now: by the names they give to their containers.
import type { Declarations } from './css.ts';

export type Region = 'quoted' | 'signature';

const QUOTE_CLASS =
  /(^|\s)(gmail_quote|gmail_quote_container|(ydp[a-z0-9]{4,16})?yahoo_quoted|moz-cite-prefix|protonmail_quote|tutanota_quote|zmail_extra|ms-outlook-mobile-reference-message|gmx-quote|front-blockquote|missive_quote|x_gmail_quote|x_moz-cite-prefix)(\s|$)/i;
const QUOTE_ID =
  /^(x_)?(olk_src_body_section|mail-editor-reference-message-container|reply-intro|isforwardcontent|replywithformat)$/i;
// These stand before the quote, which then goes on to the end.
const REST_ID = /^(x_)?(divrplyfwdmsg|appendonsend|stopspelling|zwchr|ms-outlook-mobile-body-separator-line)$/i;
const SIGNATURE_CLASS =
  /(^|\s)(x_)?(gmail_signature|gmail_signature_prefix|moz-signature|protonmail_signature_block|front-signature|tutanota_signature)(\s|$)/i;
const SIGNATURE_ID = /^(x_)?(signature|applemailsignature|ms-outlook-mobile-signature|composer_signature)$/i;

/** `rest`: from here to the end. */
export function regionOf(
  name: string,
  attributes: ReadonlyMap<string, string>,
  style: Declarations,
): Region | 'rest' | null {
  const id = attributes.get('id') ?? '';
  const classes = attributes.get('class') ?? '';
  const named = attributes.get('name') ?? '';
  if (name === 'blockquote' && attributes.get('type')?.toLowerCase() === 'cite') return 'quoted';
  if (/^(messagereplysection|quote)$/i.test(named)) return 'quoted';
  // Gmail's own "indent more" is a quote by its class alone.
  if (name === 'blockquote' && /^none\b/.test(style.get('border') ?? '')) return null;
  if (QUOTE_CLASS.test(classes) || QUOTE_ID.test(id)) return 'quoted';
  if (REST_ID.test(id) || isOutlookRule(style)) return 'rest';
  return /^messagesignaturesection$/i.test(named) || SIGNATURE_CLASS.test(classes) || SIGNATURE_ID.test(id)
    ? 'signature'
    : null;
}

/** The thin line above "From: … Sent: …" in Outlook and Windows Mail. */
function isOutlookRule(style: Declarations): boolean {
  return /^(solid #(e1e1e1|b5c4df) [\d.]+pt|[\d.]+pt solid #(e1e1e1|b5c4df)|(1px )?solid #(e5e5e5|b5c4df)( 1px)?)$/.test(
    style.get('border-top') ?? '',
  );
}
