// The "Check DNS" button: whether what the world looks up about a mailbox's domain is there. Asks the DNS and nobody else, and changes nothing.
import { eq } from 'drizzle-orm';
import { db } from '#db/client.ts';
import { mailboxes, type SmtpSettings } from '#db/schema.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { requireRole } from '#lib/agents/roles.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { type Resolve, resolveDns } from '#lib/platform/net/resolve-dns.ts';
import { dkimRecord } from './dkim.ts';

/** `unanswered`: the DNS could not be asked, so nothing is known. */
type Common = 'found' | 'missing' | 'several' | 'unanswered';

export type DnsCheck = {
  /** Null: this mailbox does not sign. `other`: a key is there, but not ours. `publish`: what has to stand there. */
  dkim: { state: Common | 'other'; name: string; publish: string } | null;
  /** `lacks`: there is one, but it does not name our provider; `include` is what it should name. */
  spf: { state: Common | 'lacks'; domain: string; record: string | null; include: string | null };
  /** `name`: where it was found, or should stand. */
  dmarc: { state: Common; name: string; record: string | null };
};

/** What providers want to be named as in SPF, by their server. */
const INCLUDES: Record<string, string> = {
  'smtp.gmail.com': '_spf.google.com',
  'smtp-relay.gmail.com': '_spf.google.com',
  'smtp.office365.com': 'spf.protection.outlook.com',
};

/** Admins only. Throws NotFound. */
export async function checkDns(
  agent: CurrentAgent,
  mailboxId: number,
  resolve: Resolve = resolveDns,
): Promise<DnsCheck> {
  requireRole(agent, 'admin');
  const [mailbox] = await db().select().from(mailboxes).where(eq(mailboxes.id, mailboxId));
  if (!mailbox) throw new NotFound('This mailbox is gone. Reload the page.');
  const domain = mailbox.address.slice(mailbox.address.lastIndexOf('@') + 1);
  const [dkim, spf, dmarc] = await Promise.all([
    mailbox.dkim && dkimState(dkimRecord(mailbox.dkim), mailbox.dkim.publicKey, resolve),
    spfState(domain, mailbox.smtp, resolve),
    dmarcState(domain, resolve),
  ]);
  return { dkim, spf, dmarc };
}

async function dkimState(
  { name, value }: { name: string; value: string },
  publicKey: string,
  resolve: Resolve,
): Promise<DnsCheck['dkim']> {
  const all = await textsAt(name, resolve);
  const keys = all?.map((text) => tag(text, 'p')).filter((key) => key !== null);
  const state = !keys
    ? 'unanswered'
    : keys.length > 1
      ? 'several'
      : keys[0] === undefined
        ? 'missing'
        : keys[0] === publicKey
          ? 'found'
          : 'other';
  return { state, name, publish: value };
}

async function spfState(domain: string, smtp: SmtpSettings | null, resolve: Resolve): Promise<DnsCheck['spf']> {
  const all = (await textsAt(domain, resolve))?.filter((text) => /^v=spf1(\s|$)/i.test(text));
  const include = (smtp && INCLUDES[smtp.host.toLowerCase()]) ?? null;
  const record = all?.[0] ?? null;
  const state = commonState(all);
  const lacks = state === 'found' && include !== null && !record?.toLowerCase().includes(`include:${include}`);
  return { state: lacks ? 'lacks' : state, domain, record, include };
}

/** At the domain itself, or at one above it: that is where receivers look, too (RFC 9989, 4.10). */
async function dmarcState(domain: string, resolve: Resolve): Promise<DnsCheck['dmarc']> {
  const labels = domain.split('.');
  for (let n = 0; n === 0 || n < labels.length - 1; n += 1) {
    const name = `_dmarc.${labels.slice(n).join('.')}`;
    const all = (await textsAt(name, resolve))?.filter((text) => /^v=DMARC1\s*(;|$)/i.test(text));
    const state = commonState(all);
    if (state !== 'missing') return { state, name, record: all?.[0] ?? null };
  }
  return { state: 'missing', name: `_dmarc.${domain}`, record: null };
}

function commonState(all: string[] | undefined): Common {
  if (!all) return 'unanswered';
  return all.length > 1 ? 'several' : all.length === 1 ? 'found' : 'missing';
}

/** Each record in one piece; none where the name does not exist. Undefined: nobody answered. */
async function textsAt(name: string, resolve: Resolve): Promise<string[] | undefined> {
  try {
    return (await resolve(name, 'TXT')).map((parts) => (Array.isArray(parts) ? parts.join('') : parts));
  } catch (error) {
    const { code } = error as { code?: string };
    return code === 'ENOTFOUND' || code === 'ENODATA' ? [] : undefined;
  }
}

/** A DKIM record's tag, without white space; null: it has none. */
function tag(text: string, name: string): string | null {
  for (const part of text.split(';')) {
    const [key = '', ...rest] = part.split('=');
    if (key.trim() === name) return rest.join('=').replace(/\s+/g, '');
  }
  return null;
}
