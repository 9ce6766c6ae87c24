import { z } from 'zod';

/** What is typed for a snippet. @param t of helpCenter.errors */
export const snippetFields = (t: (key: 'snippetTitle' | 'snippetBody') => string) => ({
  title: z.string().trim().min(1, t('snippetTitle')).max(200, t('snippetTitle')),
  body: z.string().trim().min(1, t('snippetBody')).max(5_000, t('snippetBody')),
  language,
});

export const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
