// Which portal addresses lead nowhere. Asked before rendering (by proxy.ts), because a page that finds out while it
// renders can only answer with an empty document that needs JavaScript to say so.
import { db } from '#db/client.ts';
import { isPublic } from '#lib/knowledge/portal.ts';

const KNOWN = /^\/help(\/(search|contact|contact\/thanks|person\/[^/]+|sitemap\.xml))?\/?$/;
const READ = /^\/help\/(articles|collections)\/([^/]+)\/?$/;

export async function isMissing(pathname: string): Promise<boolean> {
  if (KNOWN.test(pathname)) return false;
  const [, kind, slug] = READ.exec(pathname) ?? [];
  if (!kind || !slug) return true;
  const name = decoded(slug);
  return name === null || !(await isPublic(db(), kind === 'articles' ? 'article' : 'collection', name));
}

function decoded(slug: string): string | null {
  try {
    return decodeURIComponent(slug);
  } catch {
    return null;
  }
}
