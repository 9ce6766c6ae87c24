// What is left of a mail's HTML when everything that could act is gone. The frame it is shown in would hold without this; this holds without the frame.
import sanitizeHtml from 'sanitize-html';

const TAGS =
  'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul var wbr'.split(
    ' ',
  );
const DATA_PICTURE = /^data:image\/(png|jpe?g|gif|webp);base64,[a-z0-9+/=\s]+$/i;
const LONGEST_LINK = 4_000;
export const LONGEST_HTML = 1_500_000;

/**
 * Safe HTML whose pictures are data pictures or `cid:…` (to be replaced by addresses of ours). Remote ones have their address in `data-src`, where
 * no browser loads it before somebody asks.
 */
export function sanitise(html: string): string {
  const clean = sanitizeHtml(html, {
    allowedTags: TAGS,
    allowedAttributes: {
      '*': ['align', 'bgcolor', 'color', 'dir', 'lang', 'style', 'valign'],
      a: ['href', 'rel'],
      col: ['span', 'width'],
      colgroup: ['span', 'width'],
      font: ['face', 'size'],
      hr: ['size', 'width'],
      img: ['alt', 'data-src', 'height', 'src', 'width'],
      li: ['value'],
      ol: ['start', 'type'],
      table: ['border', 'cellpadding', 'cellspacing', 'width'],
      td: ['colspan', 'height', 'rowspan', 'width'],
      th: ['colspan', 'height', 'rowspan', 'width'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['cid', 'data'] },
    allowedSchemesAppliedToAttributes: ['href', 'src'],
    allowProtocolRelative: false,
    // Styles come rebuilt by safeStyle; parsing each with a CSS parser again takes seconds.
    parseStyleAttributes: false,
    disallowedTagsMode: 'discard',
    enforceHtmlBoundary: false,
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !attribs.src && !attribs['data-src'],
    transformTags: { a: link, img: picture },
  });
  return clean.length <= LONGEST_HTML ? clean : '';
}

/** Points `cid:` pictures at the files that came with the mail; the others lose their address. */
export function withInlinePictures(html: string, addressOf: (contentId: string) => string | null): string {
  return html.replace(INLINE, (_, before: string, contentId: string) => {
    const address = addressOf(decode(contentId));
    return address ? `${before}${address}"` : before.replace(/\ssrc="$/, ' data-missing="');
  });
}

export function inlineIds(html: string): Set<string> {
  return new Set([...html.matchAll(INLINE)].map(([, , contentId]) => decode(contentId ?? '')));
}

// As sanitise writes them: attributes in double quotes, with no < or > inside.
const INLINE = /(<img\b[^<>]*?\ssrc=")cid:([^"<>]{1,500})"/g;

function link(tagName: string, attribs: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const { href, ...rest } = attribs;
  // A link within a page that is not there, or to a path of ours, leads nowhere good.
  const leads = href !== undefined && href.length <= LONGEST_LINK && /^\s*(https?:\/\/|mailto:|tel:)/i.test(href);
  return { tagName, attribs: leads ? { ...rest, href: href.trim(), rel: 'noopener noreferrer nofollow' } : rest };
}

function picture(tagName: string, attribs: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const { src = '', 'data-src': _, ...rest } = attribs;
  const address = src.trim();
  if (/^https?:\/\//i.test(address) && address.length <= LONGEST_LINK)
    return { tagName, attribs: { ...rest, 'data-src': address } };
  const comesAlong = /^cid:/i.test(address) ? address.length <= LONGEST_LINK : DATA_PICTURE.test(address);
  return { tagName, attribs: comesAlong ? { ...rest, src: address.replace(/^cid:/i, 'cid:') } : rest };
}

function decode(contentId: string): string {
  const text = contentId.replace(/&amp;/g, '&').replace(/&quot;/g, '"');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
