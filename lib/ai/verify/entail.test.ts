import { describe, expect, test } from 'vitest';
import { type CallModel, ModelFailed } from '../models/call.ts';
import type { Evidence, Verification } from '../types.ts';
import { entail } from './entail.ts';

const evidence = [
  { id: 7, title: 'Voiding a label', heading: 'Time limit', text: 'You have 28 days from purchase.' } as Evidence,
];
const claim = (text: string, supported = true) => ({ text, citation: 1, supported });
const verification: Verification = {
  claims: [claim('You have 28 days.'), claim('It costs nothing.')],
  problems: [],
};
const written = {
  kind: 'reply' as const,
  verdict: { covers: 'all' as const, confidence: 1 },
  citations: [{ n: 1, passageId: 7, articleId: 1, snippetId: null, title: '', quote: '' }],
};

/** Reads the statements out of the prompt and judges each. */
const judging =
  (judge: (text: string) => boolean): CallModel =>
  async ({ prompt }) => {
    const statements = [...prompt.matchAll(/<statement-\w+>\n([\s\S]*?)\n<\/statement/g)].map(([, text = '']) => text);
    const verdicts = statements.map((text, at) => ({ statement: at + 1, supported: judge(text) }));
    return { output: { verdicts } as never, usage: { tokensIn: 10, tokensOut: 2, costUsd: 0.1 }, builtin: false };
  };
const read = (call: CallModel, more: Partial<Parameters<typeof entail>[0]> = {}) =>
  entail({ draft: written, evidence, verification, call, ...more });

describe('the second reading', () => {
  test('leaves what is borne out, wherever the planted statement stands', async () => {
    for (let i = 0; i < 20; i++) {
      const { verification: after, usage, failure } = await read(judging((text) => !text.includes('parking')));
      expect(after).toEqual(verification);
      expect(failure).toBeNull();
      expect(usage.costUsd).toBe(0.1);
    }
  });

  test('marks the sentence that is not, and no other', async () => {
    for (let i = 0; i < 20; i++) {
      const { verification: after } = await read(judging((text) => text.includes('28 days')));
      expect(after.claims.map(({ supported }) => supported)).toEqual([true, false]);
      expect(after.problems).toEqual([{ code: 'not_entailed', text: 'It costs nothing.' }]);
    }
  });

  test('makes nothing right that the code found wrong', async () => {
    const wrong: Verification = {
      claims: [{ ...claim('You have 82 days.', false), problem: 'not_in_source' }],
      problems: [{ code: 'not_in_source', text: 'You have 82 days.' }],
    };
    const { verification: after } = await read(
      judging((text) => !text.includes('parking')),
      { verification: wrong },
    );
    expect(after).toEqual(wrong);
  });

  test('that nods at everything counts as none', async () => {
    const { verification: after, failure } = await read(judging(() => true));
    expect(after.problems.map(({ code }) => code)).toEqual(['not_checked']);
    expect(failure?.message).toContain('made up');
  });

  test('that fails blocks, and says why', async () => {
    const { verification: after, failure } = await read(() => Promise.reject(new ModelFailed('timeout', 'slow')));
    expect(after.problems.map(({ code }) => code)).toEqual(['not_checked']);
    expect(failure?.kind).toBe('timeout');
  });

  test('is not asked for about quotations, abstentions, or more sentences than it would read', async () => {
    const never: CallModel = () => Promise.reject(new Error('asked'));
    expect((await read(never, { draft: { ...written, verdict: null } })).verification).toBe(verification);
    expect((await read(never, { draft: { ...written, kind: 'abstain' } })).verification).toBe(verification);
    const many = { claims: Array.from({ length: 60 }, () => claim('You have 28 days.')), problems: [] };
    expect((await read(never, { verification: many })).verification.problems).toHaveLength(1);
  });
});
