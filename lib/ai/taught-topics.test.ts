import { expect, test } from 'vitest';
import { learn, taughtTopic } from './taught-topics.ts';

const taught = learn([
  { topic: 'customs', text: 'Parcel stuck: my parcel is held at customs in Norway, which papers are missing?' },
  { topic: 'billing', text: 'Invoice: the invoice of March shows the wrong VAT number' },
  { topic: 'billing', text: 'Wrong VAT number on my invoice' },
]);

test('a message that reads like a corrected one gets its topic, also in other words around it', () => {
  expect(
    taughtTopic(taught, 'Hello, another parcel is held at customs in Norway: which papers are missing this time?'),
  ).toBe('customs');
  expect(taughtTopic(taught, 'The VAT number on the invoice of April is wrong')).toBe('billing');
});

test('what nobody was taught is nobody’s', () => {
  expect(taughtTopic(taught, 'How do I print two labels on one sheet of A4?')).toBeNull();
  expect(taughtTopic(taught, '')).toBeNull();
  expect(taughtTopic(learn([]), 'Wrong VAT number on my invoice')).toBeNull();
});

test('where corrections disagree, the ones that are more alike win', () => {
  const divided = learn([
    { topic: 'billing', text: 'Refund of a voided label' },
    { topic: 'labels', text: 'Refund of a voided label' },
    { topic: 'labels', text: 'Refund of a voided label, please' },
  ]);
  expect(taughtTopic(divided, 'Refund of a voided label')).toBe('labels');
});
