import { describe, expect, test } from 'vitest';
import { countWords, cutPassages } from './cut.ts';
import { buildPassageIndex, queryTerms, rankPassages, type SourcedPassage } from './passage-index.ts';
import { stem, tokenize } from './tokens.ts';

describe('cutting', () => {
  test('never crosses a heading and drops links’ targets', () => {
    const pieces = cutPassages(
      'Intro with a [link](https://x.example).\n\n## Steps\n\n1. One\n2. Two\n\n## More\n\nEnd.',
    );
    expect(pieces).toEqual([
      { heading: '', text: 'Intro with a link.' },
      { heading: 'Steps', text: '1. One\n2. Two' },
      { heading: 'More', text: 'End.' },
    ]);
  });
  test('keeps steps together and cuts long prose', () => {
    const steps = Array.from({ length: 12 }, (_, i) => `${i + 1}. ${'word '.repeat(12)}`).join('\n');
    expect(cutPassages(steps)).toHaveLength(1);
    const prose = 'This is a sentence of seven words. '.repeat(60);
    const pieces = cutPassages(prose);
    expect(pieces.length).toBeGreaterThan(3);
    for (const { text } of pieces) expect(countWords(text)).toBeLessThanOrEqual(120);
  });
  test('a # in a code block is no heading', () => {
    expect(cutPassages('```\n# not a heading\n```')).toEqual([{ heading: '', text: '```\n# not a heading\n```' }]);
  });
  test('repeats a long table’s header', () => {
    const rows = Array.from({ length: 60 }, (_, i) => `| carrier ${i} | five words are in here |`).join('\n');
    const pieces = cutPassages(`| Carrier | Note |\n|---|---|\n${rows}`);
    expect(pieces.length).toBeGreaterThan(1);
    for (const { text } of pieces) expect(text.startsWith('| Carrier | Note |')).toBe(true);
  });
});

test('tokens join word forms, drop stop words, and read Japanese in pairs', () => {
  expect(tokenize('The labels were printed; printing a label')).toEqual(['label', 'print', 'print', 'label']);
  expect(stem('refunded')).toBe(stem('refunds'));
  expect(stem('unused')).toBe(stem('uses'));
  expect(stem('unverified')).toBe(stem('verified'));
  expect(tokenize('返品')).toEqual(['返品']);
  expect(tokenize('返品方法')).toEqual(['返品', '品方', '方法']);
});

test('the passage whose title and words fit is first', () => {
  const index = buildPassageIndex([
    passage(1, 'Voiding a label', 'Within 28 days.'),
    passage(2, 'Printing', 'A label on A4.'),
    passage(3, 'Returns', 'Send it back.'),
  ]);
  const hits = rankPassages(index, queryTerms('how do I void labels'), 5);
  expect(hits.map(({ id }) => id)).toEqual([1, 2]);
  expect(rankPassages(index, queryTerms('nothing alike'), 5)).toEqual([]);
});

function passage(id: number, title: string, text: string): SourcedPassage {
  return {
    id,
    articleId: id,
    snippetId: null,
    title,
    slug: null,
    heading: '',
    text,
    topic: null,
    language: 'en',
    updatedAt: new Date(),
    internal: false,
  };
}
