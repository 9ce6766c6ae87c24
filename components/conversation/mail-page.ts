// The page in which a mail's HTML is shown: on its own, with a policy that loads nothing but its files and, when asked, pictures from elsewhere
// that our server fetches. Nothing in it ever reaches another server.

/**
 * @param origin of the app, for the files that came with the mail and for the pictures that it fetches.
 * @param filesOrigin where the app sends on who asks it for a file; null: to itself.
 */
export function mailPage(html: string, images: boolean, origin: string, filesOrigin: string | null = null): string {
  const came = `${origin}/api/attachments/ ${filesOrigin ?? origin}/files/`;
  const pictures = `data: ${came}${images ? ` ${origin}/api/pictures/` : ''}`;
  const csp = `default-src 'none'; style-src 'unsafe-inline'; img-src ${pictures}; form-action 'none'`;
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${csp}"><base target="_blank"><style>
html{color-scheme:light}body{margin:0;padding:8px;font:13px/1.5 system-ui,sans-serif;color:#1d1c1a;overflow-wrap:anywhere;overflow-y:hidden}
img{max-width:100%;height:auto}table{max-width:100%}blockquote{margin:8px 0;padding-left:10px;border-left:2px solid #d8d4cc;color:#5a564f}pre{white-space:pre-wrap}
</style></head><body>${images ? withPictures(html) : html}</body></html>`;
}

export function loadsRemoteImages(html: string): boolean {
  return REMOTE.test(html);
}

/** Until it is asked for, a remote picture's address is kept out of the browser's sight. */
function withPictures(html: string): string {
  return html.replace(new RegExp(REMOTE, 'g'), '$1src="$2"');
}

const REMOTE = /(<img\b[^<>]*?\s)data-src="(\/api\/pictures\/[^"<>]*)"/;
