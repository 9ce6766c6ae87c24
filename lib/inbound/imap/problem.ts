// What an IMAP server or the way to it did wrong, in a sentence that says what to do.
import type { ImapFlowError } from 'imapflow';
import type { ImapSettings } from '#db/schema/channels.ts';
import { Sealed } from '#lib/channels/imap-password.ts';
import { GrantLost } from '#lib/channels/oauth/grant.ts';

/** `closed`: a connection that had worked ended, which servers do now and then. */
export type ProblemKind = 'refused' | 'unreachable' | 'tls' | 'folder' | 'closed' | 'sealed' | 'server';
export type Problem = { kind: ProblemKind; words: string };

const NOBODY: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it hung up',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  ETIMEDOUT: 'it did not answer in time',
  ETIMEOUT: 'it did not answer in time',
  CONNECT_TIMEOUT: 'it did not answer in time',
  GREETING_TIMEOUT: 'it took the connection and said nothing. Is this the right port for this encryption?',
  UPGRADE_TIMEOUT: 'it did not answer in time',
  ClosedAfterConnectText: 'it hung up at once. Is this the right port for this encryption?',
  ClosedAfterConnectTLS: 'it hung up at once. Is this the right port for this encryption?',
};

const CLOSED = new Set(['NoConnection', 'EConnectionClosed', 'StateLogout']);

/** @param error anything that reading a mailbox threw */
export function problemOf(error: unknown, { host, port, folder, signIn }: ImapSettings): Problem {
  if (error instanceof Sealed)
    return {
      kind: 'sealed',
      words: 'The password cannot be read: it was stored under another TANDEM_SECRET. Enter it again.',
    };
  if (error instanceof GrantLost) return { kind: 'refused', words: error.message };
  const failure = error as ImapFlowError;
  const code = failure.code ?? '';
  const server = `${host}:${port}`;
  if (failure.authenticationFailed)
    return {
      kind: 'refused',
      words: signIn
        ? `${host} refused to let Tandem in as this address${said(failure)}. Connect the mailbox again, as somebody who may read it.`
        : `${host} refused the user or the password${said(failure)}. Enter them again; many providers want a password made for apps.`,
    };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return { kind: 'unreachable', words: `No server named ${host} can be found. Check the name.` };
  if (isTls(failure))
    return {
      kind: 'tls',
      words: `The connection to ${server} cannot be secured (${short(failure.message)}), so the password was not sent. Check the server's name, port and encryption.`,
    };
  if (NOBODY[code]) return { kind: 'unreachable', words: `${server} cannot be reached: ${NOBODY[code]}.` };
  if (failure.mailboxMissing)
    return { kind: 'folder', words: `There is no folder “${folder}” in this mailbox. Choose another one.` };
  if (CLOSED.has(code)) return { kind: 'closed', words: `${server} ended the connection${said(failure)}.` };
  return {
    kind: 'server',
    words: `${host} could not do what it was asked${said(failure) || `: ${short(failure.message)}`}.`,
  };
}

function isTls({ tlsFailed, code = '', message = '' }: ImapFlowError): boolean {
  return Boolean(tlsFailed) || /CERT|SSL|TLS_|^EPROTO$|SELF_SIGNED|UNABLE_TO_/.test(code) || /STARTTLS/.test(message);
}

/** The server's own words, as a quotation. */
function said({ responseText, response, reason }: ImapFlowError): string {
  const text = responseText ?? (typeof response === 'string' ? response : undefined) ?? reason;
  return text ? `: “${short(text)}”` : '';
}

function short(text: string | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').replace(/\.$/, '').trim().slice(0, 200);
}
