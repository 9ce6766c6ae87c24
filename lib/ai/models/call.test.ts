import { MockLanguageModelV4 } from 'ai/test';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { callerFor, ModelFailed } from './call.ts';
import { costOf } from './prices.ts';
import { testEngine } from './test-engine.ts';

const schema = z.object({ kind: z.enum(['reply', 'abstain']), answer: z.string() });
const request = { instructions: 'i', prompt: 'p', schema, input: {} as never };
const usage = {
  inputTokens: { total: 1000, noCache: 1000, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 100, text: 100, reasoning: 0 },
};

function answering(text: string, finish: 'stop' | 'length' | 'content-filter' = 'stop') {
  return new MockLanguageModelV4({
    doGenerate: async () => ({
      content: [{ type: 'text', text }],
      finishReason: { unified: finish, raw: finish },
      usage,
      warnings: [],
    }),
  });
}

test('a good answer comes back with tokens and cost', async () => {
  const result = await callerFor(answering('{"kind":"reply","answer":"Yes [1]."}'), 'gpt-4.1-mini')(request);
  expect(result).toEqual({
    output: { kind: 'reply', answer: 'Yes [1].' },
    usage: { tokensIn: 1000, tokensOut: 100, costUsd: costOf('gpt-4.1-mini', 1000, 100) },
    builtin: false,
  });
  expect(result.usage.costUsd).toBeCloseTo(0.00056, 6);
});

describe('everything else is one kind of failure, never a guess', () => {
  test.each([
    ['no JSON', answering('Sure! Here is my answer.'), 'invalid_output'],
    ['wrong form', answering('{"kind":"send","answer":1}'), 'invalid_output'],
    ['cut off', answering('{"kind":"reply","answer":"Yes', 'length'), 'invalid_output'],
    ['refused', answering('{"kind":"abstain","answer":""}', 'content-filter'), 'refused'],
  ])('%s', async (_, model, kind) => {
    const error = await callerFor(model, 'm')(request).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ModelFailed);
    expect((error as ModelFailed).kind).toBe(kind);
  });
  test('too slow', async () => {
    const slow = new MockLanguageModelV4({
      doGenerate: ({ abortSignal }) =>
        new Promise((_, reject) => abortSignal?.addEventListener('abort', () => reject(abortSignal.reason))),
    });
    await expect(callerFor(slow, 'm', { timeoutMs: 20, retries: 0 })(request)).rejects.toMatchObject({
      name: 'ModelFailed',
      kind: 'timeout',
    });
  });
  test('unreachable, and the key is not in the message', async () => {
    const result = await testEngine(
      { provider: 'openai-compatible', model: 'm', baseUrl: 'http://127.0.0.1:1/v1' },
      'sk-secret-key',
    );
    expect(result).toMatchObject({ ok: false, model: 'm' });
    expect(JSON.stringify(result)).not.toContain('sk-secret');
  });
});

test('the built-in engine passes its own test and costs nothing', async () => {
  expect(await testEngine({ provider: 'builtin' }, null)).toMatchObject({ ok: true, model: 'tandem-extract-1' });
});
