// What people write looks like what clients write, at times: none of it may fold away.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '../visible-text.ts';

const ANNOUNCEMENTS = [
  'On Monday I wrote to you:',
  'On 12 May 2026 I wrote:',
  'On 12 May 2026 at 10:30 we already wrote:',
  'On 12 May 2026 at 10:30 your colleague Anna (anna@shop.example) wrote to me that I should send this:',
  'Our manager wrote on 12.05.2026 to help@x.example:',
  'On 12 May 2026, at 10:30, the driver said:',
  'Am 12.05.2026 um 10:30 Uhr schrieb ich Ihnen:',
  'Am 12.05.2026 habe ich Ihnen Folgendes geschrieben:',
  'Le 12/05/2026 je vous ai écrit :',
  'Le 12/05/2026 à 10:30 le livreur m’a dit :',
  'El 12/05/2026 les escribí:',
  'Il 12/05/2026 vi ho scritto:',
  'Op 12-05-2026 schreef ik u:',
  'Den 12 maj 2026 skrev jag till er:',
  'Em 12/05/2026 escrevi:',
  'Dnia 12.05.2026 napisałam do Państwa:',
  '12.05.2026 я вам писал:',
  '2026年5月12日に私が書きました：',
  '我在2026年5月12日写道：',
  'The tracking page says at 10:30:',
];

test.each(ANNOUNCEMENTS)('%s', (line) => {
  const text = `Hello,\n\n${line}\n\nplease cancel my order.`;
  expect(fold(text)).toEqual({ visible: text, quoted: '', signature: '' });
});

const LAST_LINES = [
  'Outlook does not show your mails any more.',
  'Gmail says: authentication failed.',
  'Get Outlook for my colleague too, please.',
  'Outlook for Android crashes.',
  'Do you support Outlook for iOS?',
  'I ordered it from my phone.',
  'Sent with DHL on Monday.',
  'Sent by post yesterday.',
  'Sent from my old address.',
  'Gesendet mit DHL am Montag.',
  'Envoyé depuis Lyon lundi.',
  'Enviado con SEUR el lunes.',
  'Best to call me.',
  'Thanks, but no.',
];

test.each(LAST_LINES)('%s', (line) => {
  const text = `Hello,\n\nthe parcel is lost.\n\n${line}`;
  expect(fold(text)).toEqual({ visible: text, quoted: '', signature: '' });
});

test('a line that somebody drew ends nothing', () => {
  const list = 'See the list:\n\n_______________\nItem one, broken.\nItem two, missing.\n\nKind regards,\nJo Doe';
  expect(fold(list).visible).toBe(list);
  const parts = 'The first part.\n\n____________________\n\nThe second part.\n\nBest regards,\nJo Doe';
  expect(fold(parts).visible).toBe(parts);
  const form = fold('Hello team,\n\n----------\nOrder: 17\nName: Jo Doe\n----------');
  expect(form.visible).toContain('Order: 17');
  // A client's: below the greeting, or with nothing said in it.
  for (const rule of ['____________', '-----', '——————'])
    expect(fold(`Yes.\n\nKind regards,\n\n${rule}\nJo Doe\nExample Ltd`).signature).toContain('Example Ltd');
});

test('headings, forms and parts of a text keep the line that was drawn', () => {
  for (const text of [
    'Title\n===\n\nThis is what happened to it.\n\nMore\n----\n\nIt broke again.',
    'Hello,\n\nOrder details\n-------------\nBox: 4\nBag: 2',
    'New request\n\n---\nName: Jo\nOrder: 17',
    'Log:\n\n=====\nline a\nline b\n=====',
    'Jo said the following on 12/05/2026 16:02:\n\nI want my money back.',
    'Von: Berlin\nNach: Hamburg\nDatum: 12.05.2026 10:30\n\nBitte buchen.',
    'The first part.\n\n---\n\nThe second part, which goes on for a while.\n\nJo',
  ])
    expect(fold(text)).toEqual({ visible: text, quoted: '', signature: '' });
  for (const rule of ['---', '===', '~~~', '***', '━━━━━━'])
    expect(fold(`Yes, please.\n\n${rule}\nJo Doe\nExample Ltd.\nTel: +49 30 1234567\n${rule}`).visible).toBe(
      'Yes, please.',
    );
  expect(fold('Ja.\n\n-----\nJo Doe\nExample GmbH\nGeschäftsführer: Max Muster\nSitz: Berlin').visible).toBe('Ja.');
  for (const rule of ['--', '***', '- - -', '____', '-=-=-'])
    expect(fold(`Yes, please.\n\n${rule}\n`).visible).toBe('Yes, please.');
});

test('fields on one line are what somebody copied', () => {
  const text =
    'SUBJECT: Your receipt|FROM: Shop <shop@x.example>|RECEIVED: Tue, 22 Nov 2026 02:32:12 +0000|CONTENT:\n\nPaid.';
  expect(fold(text).visible).toBe(text);
});

test('an address that is asked for stays', () => {
  const text = 'Please ship to\n\nJo Doe\njo@x.example\n+49 30 1234567';
  expect(fold(text).visible).toBe(text);
  expect(fold(text.replace('Please ship to', 'Yes.')).visible).toBe('Yes.');
});

test('an answer right below a quote is an answer, a farewell is not', () => {
  const quote = 'On Mon, Nov 23, 2026 at 4:02 PM Support <help@x.example> wrote:\n> Shall we send it on Friday?\n>';
  expect(fold(`Hello,\n\n${quote}\n\nNext Monday, please.`).visible).toContain('> Shall we send it');
  expect(fold(`Yes, please.\n\n${quote}\n\nRegards, Jo`).visible).toBe('Yes, please.\n\nRegards, Jo');
  expect(fold(`Yes, please.\n\n${quote}\n\nJo Doe @jodoe\nEditor, Journal of Examples`)).toMatchObject({
    visible: 'Yes, please.',
    signature: 'Jo Doe @jodoe\nEditor, Journal of Examples',
  });
});

test('whatever stands among them, ordinary sentences stay, all of them', () => {
  const sentence = fc.constantFrom(...ANNOUNCEMENTS, ...LAST_LINES, 'Please cancel it.', 'Order 17 is wrong.');
  fc.assert(
    fc.property(
      fc.array(sentence, { minLength: 1, maxLength: 12 }),
      fc.constantFrom('\n', '\n\n'),
      (lines, between) => {
        expect(fold(lines.join(between)).visible).toBe(lines.join(between));
      },
    ),
  );
});
