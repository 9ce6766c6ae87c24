import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ArticleEditor } from '#components/help-center/article-editor.tsx';
import { db } from '#db/client.ts';
import { hasRole } from '#lib/agents/roles.ts';
import { listCollections } from '#lib/knowledge/collections.ts';
import { requireAgent } from '../../../../session.ts';
import { deleteArticleAction, saveArticleAction } from '../../actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('helpCenter.editor'))('newTitle') };
}

export default async function NewArticlePage({
  searchParams,
}: {
  searchParams: Promise<{ collection?: string | string[]; title?: string | string[] }>;
}) {
  const agent = await requireAgent();
  const collections = await listCollections(db(), agent);
  const [first] = collections;
  // An article needs a shelf, and a viewer writes none.
  if (!first || !hasRole(agent, 'agent')) redirect('/help-center');
  const { collection, title } = await searchParams;
  const chosen = collections.find(({ id }) => String(id) === collection) ?? first;
  return (
    <ArticleEditor
      article={null}
      blank={{
        title: typeof title === 'string' ? title.slice(0, 200) : '',
        body: '',
        collectionId: chosen.id,
        status: 'draft',
        language: 'en',
      }}
      collections={collections.map(({ id, name }) => ({ id, name }))}
      firstHtml=""
      readOnly={false}
      actions={{ save: saveArticleAction, remove: deleteArticleAction }}
    />
  );
}
