import { useTranslations } from 'next-intl';

type Neighbour = { href: string; title: string } | null;

export function ArticleNeighbours({ previous, next, label }: { previous: Neighbour; next: Neighbour; label: string }) {
  const t = useTranslations('portal.article');
  if (!previous && !next) return null;
  return (
    <nav aria-label={label} className="grid gap-3 sm:grid-cols-2">
      {previous ? (
        <a href={previous.href} rel="prev" className="min-w-0 rounded-xl border px-4 py-3 hover:bg-hover">
          <span className="block text-body text-ink-3">← {t('previous')}</span>
          <span className="font-medium break-words">{previous.title}</span>
        </a>
      ) : (
        <span className="max-sm:hidden" />
      )}
      {next && (
        <a href={next.href} rel="next" className="min-w-0 rounded-xl border px-4 py-3 hover:bg-hover sm:text-right">
          <span className="block text-body text-ink-3">{t('next')} →</span>
          <span className="font-medium break-words">{next.title}</span>
        </a>
      )}
    </nav>
  );
}
