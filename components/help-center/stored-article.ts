import type { ArticleInput } from '#lib/knowledge/articles.ts';

/** An article as the server holds it; `version` is what a save is checked against. */
export type StoredArticle = ArticleInput & {
  id: number;
  version: string;
  slug: string;
  updatedBy: string | null;
};
