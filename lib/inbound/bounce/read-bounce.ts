// What a bounce, a delay notice, a receipt or a feedback report says, and of which message: by the standards (RFC 3464, 3462, 5965) where a
// mail keeps to them, else by the words of the usual servers. Reads only; what follows from it is decided elsewhere.
import { automaticSubject } from '../automatic-subject.ts';
import { idsIn } from '../message-id.ts';
import { bytesOf, type Part } from '../mime/read-mime.ts';
import type { FailedRecipient } from './failed-recipient.ts';
import { returnedMessage } from './returned.ts';
import { readStatusPart } from './status-part.ts';
import { readBounceText } from './status-text.ts';

export type BounceReport = {
  kind: 'bounce' | 'feedback' | 'receipt';
  failed: FailedRecipient[];
  /** Feedback: abuse, fraud, not-spam…, lower case. */
  feedbackType: string | null;
  /** Message-IDs of the messages that came back, the likeliest first. */
  messageIds: string[];
};

/** @param text the mail's, in plain; asked for where it matters. Null: it reports nothing. */
export function readBounce(root: Part, text: () => string): BounceReport | null {
  const leaves = leavesOf(root);
  const named = idsIn(`${root.headers.get('in-reply-to')} ${root.headers.get('references')}`);
  const report = (kind: BounceReport['kind'], failed: FailedRecipient[], feedbackType: string | null = null) => ({
    kind,
    failed,
    feedbackType,
    messageIds: [...new Set([...returnedMessage(leaves, text()).ids, ...named])].slice(0, 60),
  });
  const feedback = leaves.find(({ type }) => type === 'message/feedback-report');
  if (feedback || /feedback-report/i.test(root.parameters.get('report-type') ?? '')) {
    const type = /^feedback-type:\s*(\S{1,40})/im.exec(feedback ? bytesOf(feedback).toString('latin1') : '')?.[1];
    return report('feedback', [], type?.toLowerCase() ?? 'abuse');
  }
  if (leaves.some(({ type }) => type === 'message/disposition-notification')) return report('receipt', []);
  const status = leaves.filter((part) => isStatus(part, root)).map(readStatusPart);
  const reported = status.flatMap(({ recipients }) => recipients);
  if (reported.length > 0) {
    const failed = reported.filter(({ action }) => action === 'failed' || action === 'delayed');
    return report(failed.length > 0 ? 'bounce' : 'receipt', unique(failed.map(({ action: _, ...rest }) => rest)));
  }
  if (!looksLikeBounce(root, status.length > 0) && !saysThatItFailed(root, leaves, text)) return null;
  const failed = readBounceText(root.headers, text(), returnedMessage(leaves, text()).to);
  return failed.length > 0 || status.length > 0 || isFromMailer(root) || root.headers.has('x-failed-recipients')
    ? report('bounce', failed)
    : null;
}

function isStatus(part: Part, root: Part): boolean {
  if (/^message\/(global-)?delivery-status$/.test(part.type)) return true;
  // Gateways that know no such type make text of it.
  const mayBe = root.type === 'multipart/report' && part.type === 'text/plain';
  return mayBe && /^(final|original)-recipient:[^\n]*;/im.test(bytesOf(part).toString('latin1', 0, 20_000));
}

function looksLikeBounce(root: Part, hasStatus: boolean): boolean {
  const { headers } = root;
  if (hasStatus || headers.has('x-failed-recipients')) return true;
  if (/delivery-status/i.test(root.parameters.get('report-type') ?? '')) return true;
  if (isFromMailer(root) && !isAutoReply(root)) return true;
  const nobody = headers.has('return-path') && /^\s*<?\s*>?\s*$/.test(headers.get('return-path'));
  // A postmaster may be a person who writes.
  const machine = nobody || headers.has('auto-submitted') || /\bpostmaster@/i.test(headers.get('from'));
  return machine && automaticSubject(headers.get('subject')) === 'bounce';
}

const FAILED =
  /(could not|couldn['’]t|cannot|was not|unable to) be delivered|delivery (has |to .{1,80} )?failed|undeliverable|nicht zugestellt|送信できませんでした|配信できませんでした|не доставлен/i;

/** A machine that nobody can answer sends our message back, and says why at the top. */
function saysThatItFailed({ headers }: Part, leaves: Part[], text: () => string): boolean {
  if (
    !/^[^@]*<?(no-?reply|do-?not-?reply|post_?master|mail-?admin)[\w.+-]*@/i.test(headers.get('from').slice(0, 1_000))
  )
    return false;
  const sentBack = leaves.some(({ type }) => type === 'message/rfc822' || type === 'text/rfc822-headers');
  return sentBack && FAILED.test(text().slice(0, 2_000));
}

function isFromMailer({ headers }: Part): boolean {
  const from = headers.get('from').slice(0, 1_000).toLowerCase();
  return /(^|[\s<"(])(mailer-?daemon|mail-daemon|microsoftexchange[0-9a-f]{16,})@|mail delivery (sub)?system|mailer-daemon/.test(
    from,
  );
}

function isAutoReply({ headers }: Part): boolean {
  return automaticSubject(headers.get('subject')) === 'auto_reply';
}

function leavesOf(part: Part, found: Part[] = []): Part[] {
  if (part.children.length === 0) found.push(part);
  for (const child of part.children) leavesOf(child, found);
  return found;
}

function unique(failed: FailedRecipient[]): FailedRecipient[] {
  const by = new Map<string, FailedRecipient>();
  for (const one of failed) if (!by.has(one.recipient)) by.set(one.recipient, one);
  return [...by.values()].slice(0, 100);
}
