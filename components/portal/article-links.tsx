import { type Locale, languageNames } from '#lib/platform/languages.ts';

export type ArticleLink = { href: string; title: string; excerpt: string; language: string; collection?: string };

/** A language is named only where it is not the visitor's. */
export function ArticleLinks({ articles, locale }: { articles: ArticleLink[]; locale: string }) {
  return (
    <ul className="divide-y rounded-xl border">
      {articles.map((article) => (
        <li key={article.href} className="min-w-0 first:rounded-t-xl last:rounded-b-xl hover:bg-hover">
          <a href={article.href} className="block px-5 py-3.5">
            <span className="font-medium break-words" lang={article.language}>
              {article.title}
            </span>
            {article.language !== locale && (
              <span className="ml-2 text-body text-ink-3">
                {languageNames[article.language as Locale] ?? article.language}
              </span>
            )}
            <span className="block text-[15px] leading-normal break-words text-ink-2">
              {article.collection && <span className="text-ink-3">{article.collection} · </span>}
              <span lang={article.language}>{article.excerpt}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
