import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { getLocale, getTranslations } from 'next-intl/server';
import { ArticleLinks } from '#components/portal/article-links.tsx';
import { InnerPage } from '#components/portal/inner-page.tsx';
import { QuotedAnswer } from '#components/portal/quoted-answer.tsx';
import { StillNeedHelp } from '#components/portal/still-need-help.tsx';
import { db } from '#db/client.ts';
import { searchPortal } from '#lib/knowledge/portal-search.ts';
import { articlePath } from '#lib/knowledge/slugs.ts';
import { clientIp } from '#lib/platform/client-ip.ts';
import { hit } from '#lib/platform/rate-limit.ts';

type Props = { searchParams: Promise<{ q?: string | string[] }> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations('portal.search');
  const query = asked((await searchParams).q);
  return { title: query ? t('titleFor', { query }) : t('title'), robots: { index: false } };
}

export default async function SearchPage({ searchParams }: Props) {
  const query = asked((await searchParams).q);
  const [t, locale, limited] = await Promise.all([getTranslations('portal.search'), getLocale(), tooFast()]);
  const { results, answer } = query && !limited ? await searchPortal(db(), query, 20) : { results: [], answer: null };
  return (
    <InnerPage query={query}>
      <h1 className="font-display text-[28px] leading-tight font-medium tracking-[-0.015em] break-words">
        {query ? t('titleFor', { query }) : t('title')}
      </h1>
      <p className="mt-1 mb-5 text-ink-2" role="status">
        {limited ? t('tooMany') : query ? t('found', { count: results.length }) : t('start')}
      </p>
      {answer && (
        <div className="mb-5 rounded-xl border">
          <QuotedAnswer
            answer={{ html: answer.html, title: answer.source.title, href: articlePath(answer.source.slug) }}
            question={query}
            words={{ quoted: t('quoted'), readAll: t('readAll'), talk: t('talk') }}
          />
        </div>
      )}
      {results.length > 0 && (
        <ArticleLinks
          locale={locale}
          articles={results.map(({ slug, ...result }) => ({ ...result, href: articlePath(slug) }))}
        />
      )}
      {query && !limited && results.length === 0 && <p className="mb-6">{t('noneHint')}</p>}
      <div className="mt-8">
        <StillNeedHelp question={query} />
      </div>
    </InnerPage>
  );
}

function asked(q: string | string[] | undefined): string {
  return (Array.isArray(q) ? (q[0] ?? '') : (q ?? '')).trim().slice(0, 200);
}

async function tooFast(): Promise<boolean> {
  const ip = clientIp(await headers());
  return !(await hit(db(), `help-search:${ip}`, { limit: 240, windowSeconds: 60 })).allowed;
}
