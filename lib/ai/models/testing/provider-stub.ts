// A model provider on loopback for tests: speaks OpenAI (Responses, Chat Completions) and Anthropic (Messages) on the wire, and fails as real ones do.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type StubAnswer =
  /** A finished answer; `text` is what the model "wrote", JSON or not. */
  | { text: string; finish?: 'stop' | 'length' | 'refusal' }
  /** An HTTP error, with the key in it, as some servers echo it. */
  | { status: number }
  /** Takes the request and never answers. */
  | 'slow'
  /** Closes the socket without a word. */
  | 'hang_up'
  /** Says 200, sends half of the body, closes. */
  | 'half';

/** What it was asked to do, told from its instructions. */
export type StubPurpose = 'draft' | 'check' | 'read' | 'embed';
export type StubRequest = { path: string; key: string; purpose: StubPurpose; body: Record<string, unknown> };

/** What each call is billed for. */
const TOKENS = { read: 1000, written: 100 };

/** A reading that finds nothing special. */
export const CALM = {
  questions: ['How do I void a label?'],
  matter: 'knowledge',
  asksPerson: false,
  mood: 'calm',
  urgency: 'normal',
  risks: [],
};

export class ProviderStub {
  /** To the request for a draft. */
  answer: StubAnswer = { text: '{}' };
  /** To the second reading; unless told otherwise it reads honestly. */
  check: StubAnswer | 'honest' = 'honest';
  /** To texts that are to become vectors; unless told otherwise near texts get near vectors. */
  embed: Exclude<StubAnswer, { text: string }> | 'honest' | 'ragged' = 'honest';
  /** To the first reading; unless told otherwise it finds nothing special. */
  read: StubAnswer = { text: JSON.stringify(CALM) };
  readonly requests: StubRequest[] = [];
  #server: Server;

  constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = request.url ?? '';
    const key = String(request.headers['x-api-key'] ?? request.headers.authorization ?? '').replace(/^Bearer /, '');
    const body: Record<string, unknown> = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
    const purpose = path.endsWith('/embeddings') ? 'embed' : purposeOf(body);
    this.requests.push({ path, key, purpose, body });
    const honest = () => ({ text: JSON.stringify({ verdicts: readHonestly(body) }) });
    const vectors = () => ({ text: JSON.stringify(embedHonestly(body)) });
    const ragged = () => ({
      text: '{"object":"list","data":[{"object":"embedding","index":0,"embedding":[]}],"usage":{}}',
    });
    const answer: StubAnswer =
      purpose === 'embed'
        ? this.embed === 'honest'
          ? vectors()
          : this.embed === 'ragged'
            ? ragged()
            : this.embed
        : purpose === 'draft'
          ? this.answer
          : purpose === 'read'
            ? this.read
            : this.check === 'honest'
              ? honest()
              : this.check;
    if (answer === 'slow') return;
    if (answer === 'hang_up') {
      request.socket.destroy();
      return;
    }
    if (typeof answer === 'object' && 'status' in answer) {
      // SDKs wait as long as the server asks before they try again: here, hardly.
      response.writeHead(answer.status, { 'content-type': 'application/json', 'retry-after-ms': '1' });
      const message = `Something is wrong with the key ${key}.`;
      response.end(JSON.stringify({ type: 'error', error: { message, type: 'error', code: 'error', param: null } }));
      return;
    }
    const said = answer === 'half' ? { text: '{"kind":"reply","answer":"Yes' } : answer;
    const sent = purpose === 'embed' ? said.text : JSON.stringify(inProtocol(path, said));
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) });
    if (answer !== 'half') {
      response.end(sent);
      return;
    }
    response.write(sent.slice(0, sent.length / 2), () => request.socket.destroy());
  }
}

function purposeOf(body: unknown): StubPurpose {
  const all = textsIn(body).join('\n');
  return all.includes('You check statements') ? 'check' : all.includes('You read a customer') ? 'read' : 'draft';
}

/** Borne out when all of its words stand in the sources. */
export function readHonestly(body: unknown): { statement: number; supported: boolean }[] {
  const prompt = textsIn(body).find((text) => text.includes('<statement-')) ?? '';
  const blocks = (name: string) =>
    [...prompt.matchAll(new RegExp(`<${name}-[0-9a-f]+>\\n([\\s\\S]*?)\\n</${name}-`, 'g'))].map(
      ([, text = '']) => text,
    );
  const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const known = new Set(blocks('source').flatMap(words));
  return blocks('statement').map((text, at) => ({
    statement: at + 1,
    supported: words(text).every((word) => known.has(word)),
  }));
}

/** What a real model knows and word counts do not: these mean the same. */
const SAME: Record<string, string> = { cancel: 'void', sticker: 'label', stornieren: 'void', undo: 'void' };
const DIMENSIONS = 64;

/** Directions by the words of a text, hashed: texts of the same words, or of words that mean the same, are near. */
function embedHonestly(body: Record<string, unknown>) {
  const texts = [body.input].flat().map(String);
  const data = texts.map((text, index) => {
    const embedding = Array<number>(DIMENSIONS).fill(0.01);
    for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
      let hash = 7;
      for (const character of SAME[word] ?? word) hash = (hash * 31 + character.charCodeAt(0)) % 100_003;
      embedding[hash % DIMENSIONS] = (embedding[hash % DIMENSIONS] ?? 0) + 1;
    }
    return { object: 'embedding', index, embedding };
  });
  return { object: 'list', data, model: 'stub', usage: { prompt_tokens: 10, total_tokens: 10 } };
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

type Said = { text: string; finish?: 'stop' | 'length' | 'refusal' };

function inProtocol(path: string, said: Said): unknown {
  if (path.endsWith('/chat/completions')) return chatCompletion(said);
  if (path.endsWith('/responses')) return response(said);
  if (path.endsWith('/messages')) return message(said);
  throw new Error(`the stub does not speak ${path}`);
}

function chatCompletion({ text, finish = 'stop' }: Said) {
  const reason = { stop: 'stop', length: 'length', refusal: 'content_filter' }[finish];
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model: 'stub',
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: reason }],
    usage: {
      prompt_tokens: TOKENS.read,
      completion_tokens: TOKENS.written,
      total_tokens: TOKENS.read + TOKENS.written,
    },
  };
}

function response({ text, finish = 'stop' }: Said) {
  const why = { stop: null, length: { reason: 'max_output_tokens' }, refusal: { reason: 'content_filter' } }[finish];
  return {
    id: 'resp_1',
    object: 'response',
    created_at: 0,
    model: 'stub',
    status: why ? 'incomplete' : 'completed',
    error: null,
    incomplete_details: why,
    output: [
      {
        type: 'message',
        id: 'msg_1',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text, annotations: [] }],
      },
    ],
    usage: { input_tokens: TOKENS.read, output_tokens: TOKENS.written, total_tokens: TOKENS.read + TOKENS.written },
  };
}

function message({ text, finish = 'stop' }: Said) {
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'stub',
    content: [{ type: 'text', text }],
    stop_reason: { stop: 'end_turn', length: 'max_tokens', refusal: 'refusal' }[finish],
    stop_sequence: null,
    usage: { input_tokens: TOKENS.read, output_tokens: TOKENS.written },
  };
}
