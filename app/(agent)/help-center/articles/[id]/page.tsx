import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { ArticleEditor } from '#components/help-center/article-editor.tsx';
import { db } from '#db/client.ts';
import { hasRole } from '#lib/agents/roles.ts';
import { loadArticle } from '#lib/knowledge/articles.ts';
import { listCollections } from '#lib/knowledge/collections.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { renderArticle } from '#lib/platform/markdown.ts';
import { requireAgent } from '../../../../session.ts';
import { deleteArticleAction, saveArticleAction } from '../../actions.ts';

type Props = { params: Promise<{ id: string }> };

const load = cache(async (id: string) => {
  const agent = await requireAgent();
  if (!/^\d{1,15}$/.test(id)) notFound();
  try {
    return { agent, article: await loadArticle(db(), agent, Number(id)) };
  } catch (error) {
    if (error instanceof NotFound) notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await load((await params).id)).article.title };
}

export default async function EditArticlePage({ params }: Props) {
  const { agent, article } = await load((await params).id);
  const collections = await listCollections(db(), agent);
  return (
    <ArticleEditor
      key={article.id}
      article={article}
      blank={article}
      collections={collections.map(({ id, name }) => ({ id, name }))}
      firstHtml={renderArticle(article.body).html}
      readOnly={!hasRole(agent, 'agent')}
      actions={{ save: saveArticleAction, remove: deleteArticleAction }}
    />
  );
}
