// Whom a reply goes to. Pure. Never to ourselves, nor to an address that no person reads.
import type { MailAddress } from '#db/schema/conversations.ts';

export type Correspondents = {
  /** Of the newest mail that a person sent. */
  replyTo: MailAddress[];
  from: MailAddress | null;
  to: MailAddress[];
  cc: MailAddress[];
  /** Who the conversation is with, when the mail's own addresses are of no use. */
  contact: MailAddress;
};

export type Recipients = { to: MailAddress; cc: MailAddress[] };

const MOST_CC = 20;
/** What goes by itself must not be a way to have us write to many strangers. */
const MOST_CC_ALONE = 3;

/** @param isOurs whether an address is one of our mailboxes. Null: there is nobody. */
export function recipientsOf(
  mail: Correspondents,
  isOurs: (address: string) => boolean,
  alone: boolean,
): Recipients | null {
  const usable = ({ address }: MailAddress) => isAddress(address) && !isOurs(address) && !isUnread(address);
  const to = [...mail.replyTo, ...(mail.from ? [mail.from] : []), mail.contact].find(usable);
  if (!to) return null;
  const seen = new Set([to.address.toLowerCase()]);
  const cc = [...mail.to, ...mail.cc].filter((one) => {
    const key = one.address.toLowerCase();
    if (!usable(one) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return { to, cc: alone && cc.length > MOST_CC_ALONE ? [] : cc.slice(0, MOST_CC) };
}

/** Strict on purpose: what it refuses (quoted local parts, comments) hardly any customer has. */
export function isAddress(address: string): boolean {
  return (
    address.length <= 254 && /^[^\s@<>",;:()[\]\\]{1,64}@[^\s@<>"',;:()[\]\\]+\.[^\s@<>"',;:()[\]\\]+$/.test(address)
  );
}

/** No-reply senders, bounces, and the robots of mailing lists. */
export function isUnread(address: string): boolean {
  const local = address.slice(0, address.lastIndexOf('@')).toLowerCase();
  return (
    /^(no|do[-_.]?not|donot)[-_.]?reply/.test(local) ||
    /^(mailer-daemon|postmaster|bounces?|listserv|majordomo|mailman)([-+=].*)?$/.test(local) ||
    /-(request|bounces|unsubscribe)(\+.*)?$/.test(local)
  );
}
