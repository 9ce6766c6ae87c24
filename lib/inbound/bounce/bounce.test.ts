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

test('a status that a gateway made text of', async () => {
  const report = await reportOf(
    'From: Mail Delivery System <mailer-daemon@mx.example>',
    'Subject: Undelivered Mail Returned to Sender',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=r',
    '',
    '--r',
    'Content-Type: text/plain; name=details.txt',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    'Final-Recipient: rfc822; jo@gone.example',
    'Action: failed',
    'Status: 5.2.1',
    '--r--',
  );
  expect(report?.failed).toMatchObject([{ recipient: 'jo@gone.example', status: '5.2.1' }]);
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

// What the usual servers answer, and what it means for the address: gone, or only refused for now.
test.each([
  ['Yahoo', "554 delivery error: dd This user doesn't have a yahoo.com account (jo@gone.example) [0]", '5.1.1', true],
  ['Gmail, full', '452-4.2.2 The recipient’s inbox is out of storage space.', '4.2.2', false],
  ['Outlook.com', '550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302).', '5.1.1', true],
  [
    'Microsoft 365',
    '550 5.4.1 Recipient address rejected: Access denied. [x.prod.protection.outlook.com]',
    '5.4.1',
    true,
  ],
  ['a block list', '550 Service unavailable; client host [192.0.2.1] blocked using Spamhaus', '5.7.1', false],
  ['spam', '554 Your message was rejected as spam', '5.7.1', false],
  ['our DMARC', '550-5.7.26 Unauthenticated mail from parcelbird.example is not accepted', '5.7.26', false],
  ['our address', '550 Sender address rejected: Domain not found', '5.7.1', false],
  [
    'our address, verified',
    '550 Verification failed for <support@parcelbird.example>: sender verify failed',
    '5.7.1',
    false,
  ],
  ['our From', '550 5.2.0 From: Domain is invalid. Please provide a valid From', '5.7.1', false],
  ['our machine', '571 No PTR Record found. Reverse DNS required', '5.7.1', false],
  ['relay', '550 Relaying denied', '5.7.1', false],
  ['sendmail', '553 5.3.0 <jo@gone.example>... No such user here', '5.1.1', true],
  ['qmail', 'Remote host said: 550 Unknown user jo@gone.example (#5.5.0)', '5.1.1', true],
  ['Domino', '550 User Jo (jo@gone.example) not listed in Domino Directory', '5.1.1', true],
  ['too large', '552 5.2.3 Message size exceeds fixed maximum message size', '5.2.3', false],
  ['too large, in words', '550 Mail size limit exceeded.', '5.3.4', false],
  ['full, in words', '550 The mailbox of jo is full, try again later', '5.2.2', false],
  ['quota', '552 <jo@gone.example> over quota', '5.2.2', false],
  ['a loop', '554 5.4.6 Hop count exceeded - possible mail loop', '5.4.6', false],
  ['greylisting', '450 4.2.0 Greylisted, see http://help.example/', '4.2.0', false],
  ['no answer', '421 connection timed out', '4.0.0', false],
  ['German', '550 Diese Adresse existiert nicht', '5.1.1', true],
  ['German, full', '550 Das Postfach ist voll', '5.2.2', false],
  ['French', '550 Adresse inconnue', '5.1.1', true],
  ['French, full', '550 La boîte aux lettres est pleine', '5.2.2', false],
  ['Spanish', '550 El destinatario no existe', '5.1.1', true],
  ['Italian', '550 Casella inesistente, utente sconosciuto', '5.1.1', true],
  ['Japanese', '550 宛先のユーザーは存在しません', '5.1.1', true],
  ['Chinese', '550 用户不存在', '5.1.1', true],
  ['nothing said', '550 rejected', '5.1.1', true],
])('%s: what 5.0.0 hides', async (_, words, status, hard) => {
  const kind = status[0];
  const code = kind === '4' ? '4.0.0' : '5.0.0';
  const report = await dsn(
    '',
    'Final-Recipient: rfc822; jo@gone.example',
    'Action: failed',
    `Status: ${code}`,
    `Diagnostic-Code: smtp; ${words}`,
  );
  expect(report?.failed[0]).toMatchObject({ recipient: 'jo@gone.example', status });
  expect(isHardStatus(report?.failed[0]?.status ?? '')).toBe(hard);
});

test('a report that is HTML alone', async () => {
  const report = await reportOf(
    'From: postmaster@corp.example',
    'To: support@parcelbird.example',
    'Subject: Undeliverable: Re: label',
    'Return-Path: <>',
    'Content-Type: text/html',
    '',
    '<p><b>Delivery has failed to these recipients or groups:</b></p>',
    '<p><a href="mailto:jo@gone.example">jo@gone.example</a><br>The address you entered couldn’t be found.</p>',
    '<p>Remote Server returned ‘550 5.1.10 RESOLVER.ADR.RecipientNotFound’</p>',
    `<pre>Original message headers:\r\nMessage-ID: &lt;${OURS}&gt;\r\nTo: jo@gone.example</pre>`,
  );
  expect(report).toMatchObject({ messageIds: [OURS], failed: [{ recipient: 'jo@gone.example', status: '5.1.10' }] });
});

test('one that names nobody is about the one whom the message went to', async () => {
  const report = await prose(
    'MAILER-DAEMON@mx.example (Mail Delivery Subsystem)',
    'Returned mail: Cannot send message for 4 days',
    '   ----- Transcript of session follows -----',
    '421 gone.example (smtp)... Deferred: Connection timed out',
    '',
    '   ----- Unsent message follows -----',
    'Received: by mx.example',
    ...returned,
  );
  expect(report).toMatchObject({
    kind: 'bounce',
    messageIds: [OURS],
    failed: [{ recipient: 'jo@gone.example', permanent: false }],
  });
});

test('the reason stands below what announces it', async () => {
  const report = await prose(
    'postmaster@corp.example',
    'DELIVERY FAILURE: not listed in Domino Directory',
    'Your message',
    '',
    '  Subject: Re: label',
    '',
    'was not delivered to:',
    '',
    '  jo@gone.example',
    '',
    'because:',
    '',
    '  User Jo (jo@gone.example) not listed in Domino Directory',
  );
  expect(report?.failed[0]).toMatchObject({ recipient: 'jo@gone.example', status: '5.1.1' });
  expect(report?.failed[0]?.diagnostic).toContain('not listed in Domino Directory');
});

test.each([
  ['as the headers of a part', ['']],
  ['in a file', ['Content-Type: text/plain; name="mailheaders.txt"', 'Content-Disposition: attachment', '']],
])('the message that came back, %s', async (_, top) => {
  const report = await reportOf(
    'From: Mail Delivery System <MAILER-DAEMON@mx.example>',
    'To: support@parcelbird.example',
    'Subject: Returned Mail: User unknown',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'jo@gone.example [User unknown]',
    '',
    '--b',
    ...top.filter(Boolean),
    ...(top.length > 1 ? [''] : []),
    'Received: by mx.example',
    ...returned,
    '',
    'Hello Jo',
    '--b--',
  );
  expect(report).toMatchObject({ messageIds: [OURS], failed: [{ recipient: 'jo@gone.example', status: '5.1.1' }] });
});

test('a machine that nobody can answer, and that sends our message back', async () => {
  const lines = (from: string) => [
    `From: ${from}`,
    'To: support@parcelbird.example',
    'Subject: About your mail',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'Your mail could not be delivered to: <jo@gone.example>. Their mailbox is full.',
    '--b',
    'Content-Type: message/rfc822',
    '',
    ...returned,
    '',
    '--b--',
  ];
  expect(await reportOf(...lines('no-reply@isp.example'))).toMatchObject({
    kind: 'bounce',
    messageIds: [OURS],
    failed: [{ recipient: 'jo@gone.example', status: '5.2.2' }],
  });
  expect(await reportOf(...lines('Jo <jo@y.example>'))).toBeNull();
});

test('a person’s mail is no report', async () => {
  expect(
    await reportOf('From: jo@x.example', 'Subject: Undeliverable parcel', '', 'My parcel came back: 550 Main Street.'),
  ).toBeNull();
  expect(await reportOf('From: Bob <postmaster@x.example>', 'Subject: Hello', '', 'Where is it?')).toBeNull();
});

test('a full mailbox passes, an address that is not there does not', () => {
  expect(['5.1.1', '5.1.10', '5.2.1', '5.0.0', '5.4.4', '5.4.1'].every(isHardStatus)).toBe(true);
  expect(['5.2.2', '5.2.3', '5.3.4', '5.7.1', '4.1.1', '4.4.7'].some(isHardStatus)).toBe(false);
  // A loop, a protocol error, our own address: nothing that the recipient's address is to blame for.
  expect(['5.4.6', '5.4.14', '5.5.0', '5.6.1', '5.1.8', '5.3.0', '5.7.26'].some(isHardStatus)).toBe(false);
});
