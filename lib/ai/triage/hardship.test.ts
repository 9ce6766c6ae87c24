import { describe, expect, test } from 'vitest';
import type { Ask } from '../types.ts';
import { triage } from './triage.ts';

function read(text: string, subject = '') {
  const ask: Ask = { subject, text, hiddenText: '', channel: 'email', history: [], firstName: '', verified: false };
  return triage({ ask, contactLanguage: null });
}

describe('belongs to a person', () => {
  test.each([
    'I was diagnosed with cancer last month and cannot deal with this bill now.',
    'If this is not fixed we lose our home.',
    'The charger caught fire while my daughter slept beside it.',
    'Inspector Halloran, economic crime unit. We request the data of one of your customers.',
    'This is a notice of claim under the Consumer Rights Act.',
    'I am writing an article about your company. Would you comment by noon?',
    'Our customer data is visible to everyone on the internet!',
    'I logged in and see someone else’s invoices in my account.'.replace('’', "'"),
    'Your driver insulted me because of my hijab.',
    'I will find you and your boss.',
    'Ihr Gerät hat Feuer gefangen.',
    'Je n’en peux plus, nous allons vers la faillite.'.replace('’', "'"),
    'Exijo una indemnización por los daños.',
    'Unacceptable! I have been writing for months and nobody cares.',
    '御社に損害賠償を請求します。',
  ])('%s', (text) => {
    expect(read(text).intent).toBe('person_only');
  });
});

describe('does not', () => {
  test.each([
    'Do you ship phone cases that do not burn?',
    'We make gifts for cancer charities. Do they get a discount?',
    'Which fields does the tax office need on the invoice?',
    'The printer is smoking fast, thanks! How do I order more rolls?',
    'Can I invite an inspector role to my team?',
    'How do I claim for a lost parcel?',
    'I have been waiting for two days for the confirmation mail. Is that normal?',
  ])('%s', (text) => {
    expect(read(text).intent).not.toBe('person_only');
  });
});

test('whether a subject is ours cannot be told from the text alone', () => {
  expect(read('I want to change the currency for my course.').intent).toBe('question');
  expect(read('How do I knit a scarf?').intent).toBe('question');
});
