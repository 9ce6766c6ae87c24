// A mail server that the outbox delivers to: keeps what it accepted, and fails in the ways real ones do.
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** accept; greylist answers 451 once; reject answers 550; drop takes the whole mail and closes the socket without an answer; hangup closes it before. */
export type PeerMode = 'accept' | 'greylist' | 'reject' | 'drop' | 'hangup';
export type DeliveredMail = { to: string[]; raw: string; mail: Email };

export class SmtpPeer {
  readonly delivered: DeliveredMail[] = [];
  mode: PeerMode = 'accept';
  /** Milliseconds between the end of DATA and the answer. */
  delay = 0;
  port = 0;
  /** What RCPT is answered for a domain instead of yes, e.g. "450 4.7.1 Too many connections". */
  readonly refuses = new Map<string, string>();
  /** What every client is greeted with instead of a welcome, e.g. "421 4.3.2 Too busy". */
  greeting: string | null = null;
  /** Every session that was opened, and the most at the same time: in all, and by the domain that it was for. */
  readonly sessions = {
    opened: 0,
    open: 0,
    most: 0,
    openTo: new Map<string, number>(),
    mostTo: new Map<string, number>(),
  };
  #server: SMTPServer;
  #domains = new Map<string, string>();
  #held = new Map<string, { arrived: () => void; released: Promise<void> }>();

  constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      onConnect: (_session, done) => {
        const { sessions } = this;
        sessions.opened += 1;
        sessions.open += 1;
        sessions.most = Math.max(sessions.most, sessions.open);
        done(this.greeting ? asError(this.greeting) : null);
      },
      onClose: ({ id }) => {
        this.sessions.open -= 1;
        const domain = this.#domains.get(id);
        if (domain) this.sessions.openTo.set(domain, (this.sessions.openTo.get(domain) ?? 1) - 1);
        this.#domains.delete(id);
      },
      onRcptTo: ({ address }, { id }, done) => {
        const domain = domainOf(address);
        if (!this.#domains.has(id)) {
          const { openTo, mostTo } = this.sessions;
          this.#domains.set(id, domain);
          openTo.set(domain, (openTo.get(domain) ?? 0) + 1);
          mostTo.set(domain, Math.max(mostTo.get(domain) ?? 0, openTo.get(domain) ?? 0));
        }
        const refusal = this.refuses.get(domain);
        done(refusal ? asError(refusal) : null);
      },
      onMailFrom: (_address, _session, done) => (this.mode === 'hangup' ? this.#hangUp() : done()),
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          void this.#answer(
            Buffer.concat(chunks),
            session.envelope.rcptTo.map((to) => to.address),
            done,
          );
        });
      },
    });
    this.#server.on('error', () => {});
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.port = (this.#server.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(resolve));
  }

  /** Mail to this domain gets no answer until it is released. `arrived`: the first such mail is there. */
  hold(domain: string): { arrived: Promise<void>; release: () => void } {
    const arrived = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    this.#held.set(domain, { arrived: arrived.resolve, released: released.promise });
    return {
      arrived: arrived.promise,
      release: () => {
        this.#held.delete(domain);
        released.resolve();
      },
    };
  }

  to(address: string): DeliveredMail[] {
    return this.delivered.filter((mail) => mail.to.includes(address));
  }

  async #answer(raw: Buffer, to: string[], done: (error?: Error | null) => void): Promise<void> {
    if (this.mode === 'reject') return done(smtpError(550, '5.1.1 No such user here'));
    if (this.mode === 'greylist') {
      this.mode = 'accept';
      return done(smtpError(451, '4.7.1 Greylisted, try again later'));
    }
    const held = this.#held.get(domainOf(to[0] ?? ''));
    held?.arrived();
    await held?.released;
    this.delivered.push({ to, raw: raw.toString('utf8'), mail: await PostalMime.parse(raw) });
    if (this.delay) await new Promise((resolve) => setTimeout(resolve, this.delay));
    if (this.mode === 'drop') this.#hangUp();
    else done();
  }

  #hangUp(): void {
    for (const connection of this.#server.connections) (connection as { close: () => void }).close();
  }
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/** "450 4.7.1 Words" */
function asError(answer: string): Error {
  return smtpError(Number(answer.slice(0, 3)), answer.slice(4));
}

function smtpError(code: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode: code });
}
