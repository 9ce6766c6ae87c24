'use client';
// A stranger's HTML. lib/inbound has sanitised it; the frame would hold even if that failed:
// no `allow-scripts`, so nothing in it ever runs; no forms, no top navigation; a CSP that loads nothing but (when asked) pictures.
// `allow-same-origin` is given on purpose: without scripts it gives the mail nothing, and it lets us measure its height and lets the
// session reach its own inline pictures.
import { useEffect, useRef, useState } from 'react';

const START_HEIGHT = 80;
const MOST_HEIGHT = 20_000;

export function MailFrame({ html, images, title }: { html: string; images: boolean; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(START_HEIGHT);
  const [page, setPage] = useState<string | null>(null);

  // In the browser only: the CSP names our own address.
  useEffect(() => setPage(pageOf(html, images)), [html, images]);

  const measure = () => {
    const body = frame.current?.contentDocument?.body;
    if (!body) return;
    const follow = () => setHeight(Math.min(MOST_HEIGHT, Math.max(24, body.scrollHeight)));
    follow();
    const observer = new ResizeObserver(follow);
    observer.observe(body);
  };

  return (
    <iframe
      ref={frame}
      title={title}
      srcDoc={page ?? ''}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      onLoad={measure}
      className="block w-full rounded-md bg-white"
      style={{ height, colorScheme: 'light' }}
    />
  );
}

export function loadsRemoteImages(html: string): boolean {
  return /<img\b[^>]*\bsrc\s*=\s*["']?\s*(https?:)?\/\//i.test(html) || /url\(\s*["']?\s*(https?:)?\/\//i.test(html);
}

function pageOf(html: string, images: boolean): string {
  const pictures = `data: ${location.origin}/api/attachments/${images ? ' https: http:' : ''}`;
  const csp = `default-src 'none'; style-src 'unsafe-inline'; img-src ${pictures}; form-action 'none'`;
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${csp}"><base target="_blank"><style>
html{color-scheme:light}body{margin:0;padding:8px;font:13px/1.5 system-ui,sans-serif;color:#1d1c1a;overflow-wrap:anywhere;overflow-y:hidden}
img{max-width:100%;height:auto}table{max-width:100%}blockquote{margin:8px 0;padding-left:10px;border-left:2px solid #d8d4cc;color:#5a564f}pre{white-space:pre-wrap}
</style></head><body>${html}</body></html>`;
}
