import type { SuggestedLink } from './contact-state.ts';

/** Links open apart: the message being written stays. */
export function SuggestedArticles({ articles, newTab }: { articles: SuggestedLink[]; newTab: string }) {
  return (
    <ul className="mt-1.5 flex flex-col">
      {articles.map(({ href, title, collection, language }) => (
        <li key={href}>
          <a
            href={href}
            target="_blank"
            rel="noopener"
            className="-mx-2 block rounded-lg px-2 py-1.5 text-[15px] leading-snug hover:bg-hover"
          >
            <span lang={language} className="font-medium break-words underline underline-offset-3">
              {title}
            </span>
            <span className="block text-body text-ink-3">
              {collection}
              <span className="sr-only"> ({newTab})</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
