// The page in which a mail's HTML is shown: on its own, with a policy that loads nothing but files of ours and, when asked, pictures.

/** @param origin of the app, for the files that came with the mail. */
export function mailPage(html: string, images: boolean, origin: string): string {
  const pictures = `data: ${origin}/api/attachments/${images ? ' https: http:' : ''}`;
  const csp = `default-src 'none'; style-src 'unsafe-inline'; img-src ${pictures}; form-action 'none'`;
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${csp}"><base target="_blank"><style>
html{color-scheme:light}body{margin:0;padding:8px;font:13px/1.5 system-ui,sans-serif;color:#1d1c1a;overflow-wrap:anywhere;overflow-y:hidden}
img{max-width:100%;height:auto}table{max-width:100%}blockquote{margin:8px 0;padding-left:10px;border-left:2px solid #d8d4cc;color:#5a564f}pre{white-space:pre-wrap}
</style></head><body>${images ? withPictures(html) : html}</body></html>`;
}

export function loadsRemoteImages(html: string): boolean {
  return (
    /<img\b[^>]*\s(data-)?src\s*=\s*["']?\s*(https?:)?\/\//i.test(html) || /url\(\s*["']?\s*(https?:)?\/\//i.test(html)
  );
}

/** The sanitiser keeps a remote picture's address out of the browser's sight. */
function withPictures(html: string): string {
  return html.replace(/(<img\b[^<>]*?\s)data-src="(https?:[^"<>]*)"/g, '$1src="$2"');
}
