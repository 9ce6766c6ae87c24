// Reports in the forms that are about: by the standards, and in the words of servers that never read them.
import { expect, test } from 'vitest';
import { parseMail } from '../parse.ts';
import { isHardStatus } from './status-code.ts';

const OURS = 't.7.abc@parcelbird.example';
const returned = [
  'From: support@parcelbird.example',
  'To: jo@gone.example',
  `Message-ID: <${OURS}>`,
  'Subject: Re: label',
];

async function reportOf(...lines: string[]) {
  const { report } = await parseMail(Buffer.from(lines.join('\r\n')));
  return report;
}

const dsn = (...status: string[]) =>
  reportOf(
    'From: Mail Delivery System <mailer-daemon@mx.example>',
    'To: support@parcelbird.example',
    'Subject: Undelivered Mail Returned to Sender',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=r',
    '',
    '--r',
    '',
    'Sorry.',
    '--r',
    'Content-Type: message/delivery-status',
    '',
    ...status,
    '--r',
    'Content-Type: text/rfc822-headers',
    '',
    ...returned,
    '--r--',
  );

test('RFC 3464: who, why, for good or for now, and which message of ours', async () => {
  const report = await dsn(
    'Reporting-MTA: dns; mx.example',
    '',
    'Final-Recipient: rfc822; Jo@gone.example',
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 no such',
    '  user here',
    '',
    'Final-Recipient: RFC822; <max@full.example>',
    'Action: delayed',
    'Status: 4.2.2 (mailbox full)',
  );
  expect(report).toEqual({
    kind: 'bounce',
    feedbackType: null,
    messageIds: [OURS],
    failed: [
      { recipient: 'jo@gone.example', status: '5.1.1', permanent: true, diagnostic: '550 5.1.1 no such user here' },
      { recipient: 'max@full.example', status: '4.2.2', permanent: false, diagnostic: '' },
    ],
  });
});

test('a general status is made exact by the server’s words; a receipt is no failure', async () => {
  const failed = await dsn(
    '',
    'Final-Recipient: rfc822; jo@gone.example',
    'Action: failed',
    'Status: 5.0.0',
    'Diagnostic-Code: smtp; 550 5.1.2 bad host',
  );
  expect(failed?.failed[0]?.status).toBe('5.1.2');
  const delivered = await dsn('', 'Final-Recipient: rfc822; jo@gone.example', 'Action: delivered', 'Status: 2.0.0');
  expect(delivered).toMatchObject({ kind: 'receipt', failed: [] });
});

test('RFC 5965: a complaint names the message, and is no bounce', async () => {
  const report = await reportOf(
    'From: feedback@isp.example',
    'Content-Type: multipart/report; report-type=feedback-report; boundary=r',
    '',
    '--r',
    '',
    'This is a report.',
    '--r',
    'Content-Type: message/feedback-report',
    '',
    'Feedback-Type: abuse',
    'User-Agent: x/1',
    '--r',
    'Content-Type: message/rfc822',
    '',
    ...returned,
    '',
    'body',
    '--r--',
  );
  expect(report).toEqual({ kind: 'feedback', failed: [], feedbackType: 'abuse', messageIds: [OURS] });
});

const prose = (from: string, subject: string, ...lines: string[]) =>
  reportOf(`From: ${from}`, 'To: support@parcelbird.example', `Subject: ${subject}`, 'Return-Path: <>', '', ...lines);

test.each([
  [
    'qmail',
    () =>
      prose(
        'MAILER-DAEMON@mx.example',
        'failure notice',
        'Hi. This is the qmail-send program at mx.example.',
        "I'm afraid I wasn't able to deliver your message.",
        '',
        '<jo@gone.example>:',
        'Sorry, no mailbox here by that name. (#5.1.1)',
        '',
        '--- Below this line is a copy of the message.',
        '',
        ...returned,
      ),
    '5.1.1',
  ],
  [
    'exim',
    () =>
      prose(
        'Mail Delivery System <Mailer-Daemon@mx.example>',
        'Mail delivery failed: returning message to sender',
        'A message that you sent could not be delivered to one or more of its',
        'recipients. This is a permanent error. The following address(es) failed:',
        '',
        '  jo@gone.example',
        '    SMTP error from remote mail server after RCPT TO:<jo@gone.example>:',
        '    host mx.gone.example [192.0.2.1]: 550 unknown user',
        '',
        '------ This is a copy of the message, including all the headers. ------',
        '',
        ...returned,
      ),
    '5.1.1',
  ],
  [
    'Postfix without a status part',
    () =>
      prose(
        'MAILER-DAEMON@mx.example (Mail Delivery System)',
        'Undelivered Mail Returned to Sender',
        'This is the mail system at host mx.example.',
        '',
        '<jo@gone.example>: host mx.gone.example[192.0.2.1] said: 554 5.4.4',
        '    name service error (in reply to RCPT TO command)',
        '',
        'Received: by mx.example',
        ...returned,
      ),
    '5.4.4',
  ],
  [
    'Exchange',
    () =>
      prose(
        'postmaster@corp.example',
        'Undeliverable: Re: label',
        'Delivery has failed to these recipients or groups:',
        '',
        'Jo (jo@gone.example)',
        "The email address you entered couldn't be found.",
        '',
        "Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound'",
        '',
        'Original message headers:',
        ...returned,
      ),
    '5.1.10',
  ],
  [
    'a delay',
    () =>
      prose(
        'MAILER-DAEMON@mx.example',
        'Warning: message delayed 24 hours',
        'Your message to jo@gone.example has not yet been delivered. It will be retried for 4 days.',
        '',
        'Message headers follow:',
        ...returned,
      ),
    '4.0.0',
  ],
  [
    'German',
    () =>
      prose(
        'postmaster@mx.example',
        'Unzustellbar: Re: label',
        'Diese Adresse existiert nicht: jo@gone.example',
        '',
        '-----Ursprüngliche Nachricht-----',
        ...returned,
      ),
    '5.1.1',
  ],
])('%s', async (_, report, status) => {
  expect(await report()).toMatchObject({
    kind: 'bounce',
    messageIds: [OURS],
    failed: [{ recipient: 'jo@gone.example', status, permanent: status.startsWith('5') }],
  });
});

test('a person’s mail is no report', async () => {
  expect(
    await reportOf('From: jo@x.example', 'Subject: Undeliverable parcel', '', 'My parcel came back: 550 Main Street.'),
  ).toBeNull();
  expect(await reportOf('From: Bob <postmaster@x.example>', 'Subject: Hello', '', 'Where is it?')).toBeNull();
});

test('a full mailbox passes, an address that is not there does not', () => {
  expect(['5.1.1', '5.1.10', '5.2.1', '5.0.0', '5.4.4'].every(isHardStatus)).toBe(true);
  expect(['5.2.2', '5.2.3', '5.3.4', '5.7.1', '4.1.1', '4.4.7'].some(isHardStatus)).toBe(false);
});
