// Which portal addresses lead nowhere, and the page that says so. Asked before rendering (by proxy.ts), because a page that finds out while it
// renders can only answer with an empty document that needs JavaScript to say so.
import { db } from '#db/client.ts';
import { conversationOfPersonToken } from '#lib/conversations/person-link.ts';
import { isPublic } from '#lib/knowledge/portal.ts';

// The pages for what is missing are among them: they must never lead to themselves.
const KNOWN = /^\/help(\/(search|missing(\/person)?|contact|contact\/(thanks|too-large)|sitemap\.xml))?\/?$/;
const READ = /^\/help\/(articles|collections)\/([^/]+)\/?$/;
const PERSON = /^\/help\/person\/([^/]+)\/?$/;

/** The page to show as a 404 in place of this one; null when there is something here. */
export async function missingPage(pathname: string): Promise<'/help/missing' | '/help/missing/person' | null> {
  if (KNOWN.test(pathname)) return null;
  const token = PERSON.exec(pathname)?.[1];
  if (token) return conversationOfPersonToken(token) === null ? '/help/missing/person' : null;
  const [, kind, slug] = READ.exec(pathname) ?? [];
  const name = slug && decoded(slug);
  const found = name && (await isPublic(db(), kind === 'articles' ? 'article' : 'collection', name));
  return found ? null : '/help/missing';
}

function decoded(slug: string): string | null {
  try {
    return decodeURIComponent(slug);
  } catch {
    return null;
  }
}
