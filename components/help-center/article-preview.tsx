'use client';
import { useTranslations } from 'next-intl';
import { ArticleBody } from '#components/portal/article-body.tsx';
import { usePreview } from './use-preview.ts';

export function ArticlePreview({
  title,
  markdown,
  firstHtml,
  language,
}: {
  title: string;
  markdown: string;
  /** Made by renderArticle on the server, so that the preview does not start empty. */
  firstHtml: string;
  language: string;
}) {
  const t = useTranslations('helpCenter.editor');
  const { html, failed } = usePreview(markdown, firstHtml);
  return (
    <section aria-label={t('preview')} className="h-full rounded-xl border bg-paper px-6 py-5">
      {failed && (
        <p role="status" className="mb-3 text-ink-3">
          {t('previewFailed')}
        </p>
      )}
      {title || html ? (
        <>
          <p lang={language} className="mb-4 font-display text-[28px] leading-[1.2] font-medium break-words">
            {title}
          </p>
          <ArticleBody html={html} lang={language} />
        </>
      ) : (
        <p className="text-ink-3">{t('previewEmpty')}</p>
      )}
    </section>
  );
}
