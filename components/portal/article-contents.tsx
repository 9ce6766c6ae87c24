import { useTranslations } from 'next-intl';

type Heading = { id: string; text: string; depth: number };

/** The table of contents: beside the article on wide screens, folded above it on narrow ones. */
export function ArticleContents({ headings, folded = false }: { headings: Heading[]; folded?: boolean }) {
  const t = useTranslations('portal.article');
  if (!hasContents(headings)) return null;
  const top = worthListing(headings);
  const list = (
    <ol className="mt-2 border-l text-md leading-snug">
      {top.map((heading) => (
        <li key={heading.id} className={heading.depth > 2 ? 'pl-3' : ''}>
          <a
            href={`#${encodeURIComponent(heading.id)}`}
            className="block py-1 pl-3 break-words text-ink-2 hover:text-ink"
          >
            {heading.text}
          </a>
        </li>
      ))}
    </ol>
  );
  if (folded) {
    return (
      <details className="mb-6 rounded-lg border bg-paper px-4 py-2.5 xl:hidden">
        <summary className="text-md font-medium">{t('onThisPage')}</summary>
        {list}
      </details>
    );
  }
  return (
    <nav
      aria-label={t('onThisPage')}
      className="sticky top-6 hidden max-h-[calc(100dvh-48px)] overflow-y-auto xl:block"
    >
      <p className="text-body font-medium text-ink-3">{t('onThisPage')}</p>
      {list}
    </nav>
  );
}

/** Whether an article has enough headings to be worth a list. */
export function hasContents(headings: Heading[]): boolean {
  return worthListing(headings).length >= 2;
}

function worthListing(headings: Heading[]): Heading[] {
  return headings.filter((heading) => heading.depth <= 3);
}
