'use client';
// A stranger's HTML. lib/inbound has sanitised it; the frame would hold even if that failed:
// no `allow-scripts`, so nothing in it ever runs; no forms, no top navigation; a CSP that loads nothing but pictures, and those from our own server only.
// `allow-same-origin` is given on purpose: without scripts it gives the mail nothing, and it lets us measure its height and lets the
// session reach its own inline pictures.
import { useEffect, useRef, useState } from 'react';
import { mailPage } from './mail-page.ts';

const START_HEIGHT = 80;
const MOST_HEIGHT = 20_000;

export function MailFrame({
  html,
  images,
  title,
  filesOrigin = null,
}: {
  html: string;
  images: boolean;
  title: string;
  /** Where its own pictures come from, when not from the app. */
  filesOrigin?: string | null;
}) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(START_HEIGHT);
  const [page, setPage] = useState<string | null>(null);

  // In the browser only: the CSP names our own address.
  useEffect(() => setPage(mailPage(html, images, location.origin, filesOrigin)), [html, images, filesOrigin]);

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
