// A form as the mail it could have been, so that everything after it knows one kind of message.
import MailComposer from 'nodemailer/lib/mail-composer';
import { safeFileName } from '#lib/platform/file-name.ts';
import type { FormFields, FormFile } from './form-fields.ts';

export type FormMail = {
  fields: FormFields;
  files: FormFile[];
  to: { name: string; address: string };
  /** Without angle brackets. */
  mailId: string;
  date: Date;
};

/** RFC 5322, every header encoded. `fields` come from `readFormFields`: one line each, one address. */
export function formMessage({ fields, files, to, mailId, date }: FormMail): Promise<Buffer> {
  const composer = new MailComposer({
    from: { name: inert(fields.name), address: fields.email },
    to,
    subject: inert(fields.subject),
    messageId: `<${mailId}>`,
    date,
    headers: { 'X-Tandem-Form': '1' },
    text: fields.message,
    attachments: files.map((file) => ({
      filename: safeFileName(file.name),
      contentType: plainType(file.type),
      content: file.content,
    })),
    newline: 'windows',
    // Nothing in a form may make us open a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** What the browser says a file is, if it has the form of a type; the file's own bytes are looked at when it is served. */
function plainType(type: string): string {
  return /^[a-z]{1,20}\/[a-z0-9][a-z0-9.+-]{0,60}$/i.test(type) && !/^(message|multipart)\//i.test(type)
    ? type.toLowerCase()
    : 'application/octet-stream';
}

/** Typed by hand, "=?utf-8?q?…?=" would be decoded by every reader, whatever it holds. */
function inert(line: string): string {
  return line.replaceAll('=?', '= ?');
}
