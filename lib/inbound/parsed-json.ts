// A parsed mail as plain data: for the command line, and for whoever compares us with other parsers.
import { sha256 } from '#lib/platform/crypto.ts';
import { automaticByItself } from './automatic.ts';
import { inlineIds } from './html/sanitise.ts';
import { type ParsedMail, parseMail } from './parse.ts';

export type MailKind = 'mail' | 'auto_reply' | 'bounce' | 'feedback';

export async function parsedAsJson(raw: Buffer) {
  const mail = await parseMail(raw);
  const shown = mail.html ? inlineIds(mail.html) : new Set<string>();
  return {
    kind: kindOf(mail),
    messageId: mail.messageId,
    inReplyTo: mail.inReplyTo[0] ?? null,
    references: mail.references,
    from: mail.written.from[0] ?? null,
    replyTo: mail.written.replyTo,
    to: mail.written.to,
    cc: mail.written.cc,
    subject: mail.subject,
    date: mail.date?.toISOString() ?? null,
    text: mail.text(),
    html: mail.html,
    visibleText: mail.visible,
    quotedText: mail.quoted,
    signature: mail.signature,
    attachments: mail.parts.map(({ written, contentType, contentId, inline, bytes }) => ({
      filename: written,
      contentType,
      size: bytes.byteLength,
      sha256: sha256(bytes),
      contentId,
      inline: inline || (contentId !== null && shown.has(contentId)),
    })),
    bounce: mail.report?.failed ?? [],
    warnings: [...mail.notes, ...(mail.hidden ? ['hidden_text'] : [])],
  };
}

export function kindOf(mail: ParsedMail): MailKind {
  if (mail.report?.kind === 'bounce' || mail.report?.kind === 'feedback') return mail.report.kind;
  const reason = automaticByItself({
    headers: mail.headers,
    report: mail.report?.kind ?? null,
    from: mail.from?.address ?? '',
    returnPath: null,
    hasReplyTo: mail.replyTo.length > 0,
  });
  if (reason === 'bounce') return 'bounce';
  return reason && /^(receipt|auto_submitted|auto_reply|no_return_path)$/.test(reason) ? 'auto_reply' : 'mail';
}
