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
  #server: SMTPServer;

  constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
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

  to(address: string): DeliveredMail[] {
    return this.delivered.filter((mail) => mail.to.includes(address));
  }

  async #answer(raw: Buffer, to: string[], done: (error?: Error | null) => void): Promise<void> {
    if (this.mode === 'reject') return done(smtpError(550, '5.1.1 No such user here'));
    if (this.mode === 'greylist') {
      this.mode = 'accept';
      return done(smtpError(451, '4.7.1 Greylisted, try again later'));
    }
    this.delivered.push({ to, raw: raw.toString('utf8'), mail: await PostalMime.parse(raw) });
    if (this.delay) await new Promise((resolve) => setTimeout(resolve, this.delay));
    if (this.mode === 'drop') this.#hangUp();
    else done();
  }

  #hangUp(): void {
    for (const connection of this.#server.connections) (connection as { close: () => void }).close();
  }
}

function smtpError(code: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode: code });
}
