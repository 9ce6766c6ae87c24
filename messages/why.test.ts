import { expect, test } from 'vitest';
import confidence from '../lib/ai/data/confidence.json' with { type: 'json' };
import why from './en/why.json' with { type: 'json' };

test('every feature that moves the confidence can be said in words', () => {
  expect(Object.keys(why.features)).toEqual(expect.arrayContaining([...confidence.features, 'verdict']));
});
