import { useTranslations } from 'next-intl';

/** The way from home to here; the page's own title is not repeated. */
export function Breadcrumb({ trail }: { trail: { href: string; label: string }[] }) {
  const t = useTranslations('portal');
  return (
    <nav aria-label={t('breadcrumb')} className="text-md text-ink-3">
      <ol className="flex flex-wrap items-center gap-x-2">
        {[{ href: '/help', label: t('allTopics') }, ...trail].map((step, index) => (
          <li key={step.href} className="flex min-w-0 items-center gap-2">
            {index > 0 && <span aria-hidden="true">/</span>}
            <a href={step.href} className="truncate py-1 hover:text-ink hover:underline">
              {step.label}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
