import { Markdown } from '#components/ui/markdown.tsx';
import './article.css';

/** @param html made by renderArticle */
export function ArticleBody({ html, lang }: { html: string; lang?: string }) {
  return (
    <div lang={lang}>
      <Markdown html={html} className="prose-article" />
    </div>
  );
}
