import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import { getLocale } from 'next-intl/server';
import type { ReactNode } from 'react';
import { fontVariables } from './fonts.ts';
import './globals.css';

export const metadata: Metadata = { title: { default: 'Tandem', template: '%s · Tandem' } };
export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f7f6f3' },
    { media: '(prefers-color-scheme: dark)', color: '#161513' },
  ],
};

// Before the first paint, or a dark system would flash white.
const FOLLOW_SYSTEM = `if(matchMedia('(prefers-color-scheme: dark)').matches)document.documentElement.classList.add('dark')`;

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get('theme')?.value;
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  const chosen = theme === 'dark' || theme === 'light';
  return (
    <html
      lang={await getLocale()}
      className={theme === 'dark' ? `${fontVariables} dark` : fontVariables}
      suppressHydrationWarning
    >
      <head>
        {!chosen && (
          // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant
          <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: FOLLOW_SYSTEM }} />
        )}
      </head>
      <body>{children}</body>
    </html>
  );
}
