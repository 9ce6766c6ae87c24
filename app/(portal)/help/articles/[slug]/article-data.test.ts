import { expect, test } from 'vitest';
import { articleData } from './article-data.ts';

test('an article cannot end its script element, and is still the same when read', () => {
  const title = '</script><script>alert(1)</script>';
  const written = articleData(
    {
      id: 1,
      title,
      slug: 'voiding-a-label',
      body: '',
      language: 'de',
      excerpt: '<!-- x',
      updatedAt: new Date(Date.UTC(2026, 5, 2)),
      publishedAt: null,
      collection: { name: 'Labels', slug: 'labels' },
      previous: null,
      next: null,
    },
    { siteName: 'Parcelbird Help', url: (path) => `https://help.example${path}` },
  );
  expect(written).not.toContain('<');
  const [article, breadcrumb] = JSON.parse(written)['@graph'];
  expect(article).toMatchObject({
    headline: title,
    inLanguage: 'de',
    dateModified: '2026-06-02T00:00:00.000Z',
    url: 'https://help.example/help/articles/voiding-a-label',
  });
  expect(article).not.toHaveProperty('datePublished');
  expect(breadcrumb.itemListElement.map(({ item }: { item: string }) => item)).toEqual([
    'https://help.example/help',
    'https://help.example/help/collections/labels',
    'https://help.example/help/articles/voiding-a-label',
  ]);
});
