// How much JavaScript a first visit downloads: the scripts that the page itself names, gzipped.
import { gzipSync } from 'node:zlib';
import type { Figure } from './figures.ts';
import type { Installation } from './installation.ts';

export async function measureFirstLoad({ url, cookie, sql }: Installation): Promise<Figure[]> {
  const [article] = await sql<
    { slug: string }[]
  >`select slug from articles where status = 'published' order by id limit 1`;
  return [
    {
      name: 'first-load JavaScript, inbox',
      value: await scriptsKb(url, '/inbox/open', cookie),
      unit: 'kB',
      atMost: 260,
    },
    {
      name: 'first-load JavaScript, portal article',
      value: await scriptsKb(url, `/help/articles/${article?.slug}`, ''),
      unit: 'kB',
      atMost: 130,
    },
  ];
}

async function scriptsKb(url: string, path: string, cookie: string): Promise<number> {
  const page = await fetch(`${url}${path}`, { headers: { cookie } });
  const html = await page.text();
  if (!page.ok) throw new Error(`${path} was answered with ${page.status}.`);
  // Browsers that run Tandem do not run `nomodule` scripts.
  const tags = [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag).filter((tag) => !/\bnomodule\b/i.test(tag));
  const sources = new Set(tags.map((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1]).filter((src) => src !== undefined));
  if (!sources.size) throw new Error(`${path} names no script.`);
  let bytes = 0;
  for (const source of sources)
    bytes += gzipSync(Buffer.from(await (await fetch(new URL(source, url))).arrayBuffer())).length;
  return bytes / 1000;
}
