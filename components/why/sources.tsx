import { ArrowUpRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { CiteNumber } from '#components/review/passage-popover.tsx';
import { SolvedSource } from '#components/solved/solved-source.tsx';
import type { CitedPassage } from '#lib/knowledge/cited-passages.ts';
import { WhySection } from './section.tsx';

/** The passages that the reply quotes, word for word, each with the way to where it stands. */
export function Sources({ citations }: { citations: CitedPassage[] }) {
  const t = useTranslations('why.sources');
  return (
    <WhySection title={t('title')}>
      {citations.length === 0 && <p className="text-ink-2">{t('none')}</p>}
      <ol className="flex flex-col gap-3">
        {citations.map((citation) => (
          <li
            key={citation.n}
            id={`source-${citation.n}`}
            className="scroll-mt-4 rounded-xl target:border-iris-line target:bg-iris-wash/40 border border-line px-4 py-3"
          >
            <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
              <CiteNumber n={citation.n} />
              <span className="min-w-0 flex-1 font-semibold [overflow-wrap:anywhere]">{citation.title}</span>
              {!citation.solved && <Where citation={citation} />}
            </p>
            <blockquote
              dir="auto"
              className="mt-2 border-l-2 border-iris-line pl-3 whitespace-pre-wrap text-ink-2 [overflow-wrap:anywhere]"
            >
              {citation.quote}
            </blockquote>
            <p className="mt-2 text-sm text-ink-3">{t('quoted')}</p>
            {citation.solved && (
              <p className="mt-2 text-sm text-ink-2">
                <SolvedSource solved={citation.solved} />
              </p>
            )}
          </li>
        ))}
      </ol>
    </WhySection>
  );
}

function Where({ citation }: { citation: CitedPassage }) {
  const t = useTranslations('why.sources');
  if (!citation.href) return <span className="text-ink-3">{t(citation.articleId ? 'gone' : 'snippet')}</span>;
  return (
    <a
      href={citation.href}
      target="_blank"
      rel="noreferrer"
      aria-label={`${t('open')}: ${citation.title}`}
      className="inline-flex items-center gap-1 text-ink underline underline-offset-2"
    >
      {t('open')}
      <ArrowUpRight className="size-3" />
    </a>
  );
}
