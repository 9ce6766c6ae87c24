// Postmark's inbound webhook: the raw mail where the server is set to include it, else the parts, put together again as a mail.
import MailComposer from 'nodemailer/lib/mail-composer';
import { z } from 'zod';
import { Invalid } from '#lib/platform/errors.ts';
import { safeFileName } from '#lib/platform/file-name.ts';
import type { Handed, Posted } from './posted.ts';

const person = z.object({ Email: z.string().default(''), Name: z.string().default('') });
const schema = z.object({
  RawEmail: z.string().optional(),
  OriginalRecipient: z.string().default(''),
  FromFull: person.default({ Email: '', Name: '' }),
  ToFull: z.array(person).default([]),
  CcFull: z.array(person).default([]),
  Subject: z.string().default(''),
  Date: z.string().default(''),
  TextBody: z.string().default(''),
  HtmlBody: z.string().default(''),
  Headers: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
  Attachments: z
    .array(
      z.object({
        Name: z.string().default(''),
        Content: z.string().default(''),
        ContentType: z.string().default(''),
        ContentID: z.string().nullish(),
      }),
    )
    .default([]),
});
type Mail = z.infer<typeof schema>;

export async function readPostmark({ body }: Posted): Promise<Handed> {
  const mail = schema.safeParse(json(body)).data;
  if (!mail || (!mail.RawEmail && !mail.FromFull.Email))
    throw new Invalid('This is not what Postmark posts for an inbound mail. Nothing was stored.');
  const raw = mail.RawEmail ? Buffer.from(mail.RawEmail) : await composed(mail);
  const to = [mail.OriginalRecipient, ...mail.ToFull.map(({ Email }) => Email)].filter(Boolean);
  return { raw, envelope: { from: returnPath(mail), to } };
}

/** What the composer writes itself, from the fields beside. */
const OWN = /^(from|to|cc|bcc|subject|date|mime-version|content-.*|return-path)$/i;

function composed(mail: Mail): Promise<Buffer> {
  const address = ({ Email, Name }: z.infer<typeof person>) => ({ name: Name, address: Email });
  const headers = mail.Headers.filter(({ Name }) => !OWN.test(Name) && /^[!-9;-~]{1,100}$/.test(Name));
  const named = (name: string) => headers.find(({ Name }) => Name.toLowerCase() === name)?.Value;
  const date = new Date(mail.Date);
  return new MailComposer({
    from: address(mail.FromFull),
    to: mail.ToFull.map(address),
    cc: mail.CcFull.map(address),
    subject: mail.Subject,
    ...(Number.isNaN(date.getTime()) ? {} : { date }),
    ...(named('message-id') ? { messageId: named('message-id') } : {}),
    headers: headers
      .filter(({ Name }) => Name.toLowerCase() !== 'message-id')
      .map(({ Name, Value }) => ({ key: Name, value: Value.replace(/[\r\n]+/g, ' ') })),
    text: mail.TextBody,
    ...(mail.HtmlBody ? { html: mail.HtmlBody } : {}),
    attachments: mail.Attachments.map(({ Name, Content, ContentType, ContentID }) => ({
      filename: safeFileName(Name),
      content: Buffer.from(Content, 'base64'),
      contentType: /^[a-z]{1,20}\/[a-z0-9][a-z0-9.+-]{0,60}$/i.test(ContentType)
        ? ContentType
        : 'application/octet-stream',
      ...(ContentID ? { cid: ContentID.replace(/[<>\r\n]/g, '') } : {}),
    })),
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}

function returnPath({ Headers }: Mail): string {
  const header = Headers.find(({ Name }) => Name.toLowerCase() === 'return-path');
  return header?.Value.replace(/^[\s<]+|[\s>]+$/g, '') ?? '';
}

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return null;
  }
}
