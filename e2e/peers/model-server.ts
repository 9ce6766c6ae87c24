// A local server that speaks the OpenAI-compatible chat protocol. Its answers are what a test told it to say, or a failure.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ModelMode = 'answer' | 'down' | 'nonsense';

export class ModelServer {
  mode: ModelMode = 'answer';
  /** Called with the request body; returns the JSON object that the model "generates". */
  reply: (request: unknown) => unknown = () => ({});
  readonly requests: unknown[] = [];
  port = 0;
  #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (this.mode === 'down') {
          response.writeHead(503, { 'content-type': 'application/json' });
          response.end(JSON.stringify({ error: { message: 'overloaded', type: 'server_error' } }));
          return;
        }
        const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
        this.requests.push(body);
        const content =
          this.mode === 'nonsense' ? 'this is not the JSON you asked for' : JSON.stringify(this.reply(body));
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(
          JSON.stringify({
            id: 'chatcmpl-1',
            object: 'chat.completion',
            created: 0,
            model: 'stub-1',
            choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
            usage: { prompt_tokens: 100, completion_tokens: 50, total_tokens: 150 },
          }),
        );
      });
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.port = (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
