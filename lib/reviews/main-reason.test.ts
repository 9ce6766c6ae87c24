import { expect, test } from 'vitest';
import { inOrderOfWeight, mainReason } from './main-reason.ts';
import { whatItWouldTake } from './next-time.ts';

const reply = { kind: 'reply' as const, reasons: [], spotCheck: false, language: 'en' };
const money = { code: 'risk_money', tone: 'stop' as const };
const ask = { code: 'mode_ask', tone: 'warn' as const };
const partly = { code: 'outcome_partly', tone: 'warn' as const };
const sourced = { code: 'all_sourced', tone: 'ok' as const };

test('the strongest reason first; how Autopilot is set is no reason', () => {
  expect(mainReason({ ...reply, reasons: [ask, sourced] })).toBeNull();
  expect(mainReason({ ...reply, reasons: [ask, partly, money], language: 'ja' })?.code).toBe('risk_money');
  expect(mainReason({ ...reply, reasons: [partly], spotCheck: true })?.code).toBe('spot_check');
  expect(mainReason({ ...reply, reasons: [partly], language: 'ja' })).toMatchObject({
    code: 'language',
    data: { language: 'ja' },
  });
  expect(mainReason({ ...reply, reasons: [ask, partly] })?.code).toBe('outcome_partly');
  expect(mainReason({ ...reply, kind: 'question', reasons: [money] })?.code).toBe('asks_you');
});

test('what it would take: what no setting changes, then knowledge, then settings', () => {
  const facts = { ...reply, confidence: 0.815, mode: 'ask' as const, threshold: 0.93, topic: null };
  expect(whatItWouldTake({ ...facts, reasons: [ask, money] }).code).toBe('risk');
  expect(whatItWouldTake({ ...facts, reasons: [partly] }).code).toBe('knowledge');
  const solved = { code: 'solved_source', tone: 'stop' as const };
  expect(whatItWouldTake({ ...facts, reasons: [solved, partly] }).code).toBe('solved');
  expect(whatItWouldTake({ ...facts, topic: { name: 'Billing', rule: 'always_ask' } })).toEqual({
    code: 'topic',
    data: { topic: 'Billing' },
  });
  expect(whatItWouldTake({ ...facts, threshold: null }).code).toBe('not_earned');
  expect(whatItWouldTake({ ...facts, threshold: 0.8 })).toEqual({ code: 'mode', data: { sure: 81, threshold: 80 } });
  expect(whatItWouldTake({ ...facts, mode: 'on' })).toEqual({ code: 'below', data: { sure: 81, threshold: 93 } });
  expect(whatItWouldTake({ ...facts, mode: 'on', confidence: 0.95, spotCheck: true }).code).toBe('spot_check');
  expect(whatItWouldTake({ ...facts, mode: 'on', confidence: 0.95 }).code).toBe('now');
});

test('reasons by weight; with Autopilot asking, an unset threshold says nothing more', () => {
  const unset = { code: 'no_threshold', tone: 'stop' as const };
  const codes = inOrderOfWeight([sourced, unset, ask, partly, money]).map(({ code }) => code);
  expect(codes).toEqual(['risk_money', 'outcome_partly', 'mode_ask', 'all_sourced']);
  expect(inOrderOfWeight([unset])).toEqual([unset]);
});
