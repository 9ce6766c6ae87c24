import { expect, test } from 'vitest';
import { stageView } from './stage-view.ts';

test('takes the facts out of what a stage stored', () => {
  const { facts } = stageView({
    stage: 'retrieve',
    input: { question: 'void' },
    output: { retrieval: { evidence: [{ title: 'Voiding a label' }, { title: 'Refunds' }] }, judgement: {} },
    ms: 4,
  });
  expect(facts).toEqual({ passages: 2, best: 'Voiding a label' });
});

test.each([null, undefined, 'text', 7, [], { language: 3, evidence: 'x', retrieval: 'y', problems: {} }])(
  'what is stored may be anything: %j',
  (output) => {
    for (const stage of ['triage', 'retrieve', 'draft', 'verify', 'score', 'gate'] as const)
      expect(() => stageView({ stage, input: undefined, output, ms: 1 })).not.toThrow();
  },
);

test('long records are cut, and signs that turn the reading direction are spelled out', () => {
  const { input } = stageView({ stage: 'triage', input: `\u202e${'a'.repeat(30_000)}`, output: {}, ms: 1 });
  expect(input.text.startsWith('"\\u202eaaa')).toBe(true);
  expect(input.text.length + input.cut).toBe(30_008);
  expect(input.text).toHaveLength(20_000);
});
