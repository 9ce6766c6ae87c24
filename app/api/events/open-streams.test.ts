import { expect, test } from 'vitest';
import { openStream } from './open-streams.ts';

test('an agent holds fifty streams and no more; each place is given back once; others are not in the way', () => {
  const places = Array.from({ length: 50 }, () => openStream(1));
  expect(places.every(Boolean)).toBe(true);
  expect(openStream(1)).toBeNull();
  expect(openStream(2)).not.toBeNull();
  places[0]?.();
  places[0]?.();
  expect(openStream(1)).not.toBeNull();
  expect(openStream(1)).toBeNull();
});
