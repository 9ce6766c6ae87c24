import { expect, test } from 'vitest';
import { demo } from './content.ts';
import type { Source } from './knowledge.ts';
import { planPast } from './past.ts';
import { randomFrom } from './random.ts';

const HOUR = 3_600_000;

test('the demo has the same words whenever it is made: by night, at noon, on a Sunday', () => {
  const source: Source = {
    articleId: 1,
    snippetId: null,
    title: 'An article',
    slug: null,
    topic: 'labels',
    passages: [],
  };
  const sources = new Map(demo.history.map((question) => [question.source, source]));
  const words = (now: Date) =>
    planPast(now, randomFrom(1), sources, () => '').map(({ contact, messages }) => [
      contact,
      ...messages.map(({ body }) => body),
    ]);
  const monday = Date.UTC(2026, 8, 7);
  const first = words(new Date(monday));
  for (let hour = 5; hour < 7 * 24; hour += 5) expect(words(new Date(monday + hour * HOUR))).toEqual(first);
});
