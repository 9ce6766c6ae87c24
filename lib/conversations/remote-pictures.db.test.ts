import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '#db/client.ts';
import { contacts, conversations, messages } from '#db/schema.ts';
import { withTestDatabase } from '#db/testing.ts';
import type { CurrentAgent } from '#lib/agents/current.ts';
import { forgetEnv } from '#lib/platform/env.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { loadConversation } from './load.ts';
import { fetchPicture, withSignedPictures } from './remote-pictures.ts';

withTestDatabase();

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const agent: CurrentAgent = { id: 1, name: 'Lena', email: 'lena@x.test', role: 'viewer' };
let server: Server;
let port = 0;
let asked: string[] = [];
let conversationId = 0;
let messageId = 0;

beforeAll(async () => {
  process.env.TANDEM_SECRET = 'a secret of thirty-two characters';
  forgetEnv();
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url?.startsWith('/svg')) response.writeHead(200, { 'content-type': 'image/png' }).end('<svg/>');
    else if (request.url?.startsWith('/html')) response.writeHead(200, { 'content-type': 'image/png' }).end('<script>');
    else if (request.url?.startsWith('/inside'))
      response.writeHead(302, { location: `http://127.0.0.1:${port}/secret.png` }).end();
    else response.writeHead(200, { 'content-type': 'text/html' }).end(PNG);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  const [contact] = await db().insert(contacts).values({ email: 'c@x.test' }).returning();
  const [conversation] = await db()
    .insert(conversations)
    .values({ channel: 'email', contactId: contact?.id ?? 0 })
    .returning();
  conversationId = conversation?.id ?? 0;
  messageId = await say('inbound');
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

async function say(kind: 'inbound' | 'outbound'): Promise<number> {
  const html = `<p>Hi</p><img width="5" data-src="${address('/a.png?x=1&amp;y=%22&quot;')}"><a href="http://x.example/">x</a>`;
  const [row] = await db()
    .insert(messages)
    .values({ conversationId, kind, author: 'customer', body: 'Hi', html })
    .returning();
  return row?.id ?? 0;
}

const address = (path: string) => `http://pictures.example:${port}${path}`;
// The first hop stands for a public server; what follows is judged as ever.
const rules = () => {
  let hops = 0;
  return { resolve: async () => ['127.0.0.1'], mayConnect: () => hops++ === 0 };
};
function signed(path: string, id = messageId) {
  const html = withSignedPictures(id, `<img data-src="${address(path)}">`);
  const [, signature = '', of = ''] = /\/api\/pictures\/\d+\/([0-9a-f]{32})\?of=([^"]*)"/.exec(html) ?? [];
  return { messageId: id, signature, url: decodeURIComponent(of) };
}

test('the pane is given addresses of ours in place of the sender’s, and they fetch the picture', async () => {
  const [message] = (await loadConversation(agent, conversationId)).timeline;
  const html = message?.type === 'message' ? (message.html ?? '') : '';
  const [, signature = '', of = ''] =
    /<img width="5" data-src="\/api\/pictures\/\d+\/([0-9a-f]+)\?of=([^"]*)">/.exec(html) ?? [];
  expect(html).toContain('<a href="http://x.example/">');
  const url = decodeURIComponent(of);
  expect(url).toBe(address('/a.png?x=1&y=%22"'));
  asked = [];
  expect(await fetchPicture(agent, { messageId, url, signature }, rules())).toEqual({ type: 'image/png', bytes: PNG });
  expect(asked).toEqual(['/a.png?x=1&y=%22%22']);
});

test('nothing is asked for an address, a message or a signature that does not belong together', async () => {
  asked = [];
  const good = signed('/a.png');
  const otherId = await say('inbound');
  for (const bad of [
    { ...good, url: address('/b.png') },
    { ...good, url: `${good.url} ` },
    { ...good, messageId: otherId },
    { ...good, signature: '' },
    { ...good, signature: good.signature.slice(0, 31) },
    { ...good, signature: `${good.signature.slice(0, 31)}g` },
    { ...good, signature: signed('/a.png', otherId).signature },
  ])
    await expect(fetchPicture(agent, bad, rules())).rejects.toThrow(/No mail here/);
  expect(asked).toEqual([]);
});

test('a signature ends with its message, and our own messages have none', async () => {
  asked = [];
  const gone = await say('inbound');
  await db().delete(messages).where(eq(messages.id, gone));
  await expect(fetchPicture(agent, signed('/a.png', gone), rules())).rejects.toThrow(/no longer here/);
  await expect(fetchPicture(agent, signed('/a.png', await say('outbound')), rules())).rejects.toThrow(/no longer here/);
  expect(asked).toEqual([]);
});

test('what calls itself a picture and is none, and a way inside, are not handed out', async () => {
  asked = [];
  for (const path of ['/svg', '/html', '/inside'])
    await expect(fetchPicture(agent, signed(path), rules())).rejects.toThrow(NotFound);
  expect(asked).toEqual(['/svg', '/html', '/inside']);
  // Without the test's own rules: even a signed address of this machine stays unasked.
  const html = withSignedPictures(messageId, `<img data-src="http://127.0.0.1:${port}/a.png">`);
  const [, signature = ''] = /\/api\/pictures\/\d+\/([0-9a-f]{32})\?/.exec(html) ?? [];
  const own = { messageId, signature, url: `http://127.0.0.1:${port}/a.png` };
  await expect(fetchPicture(agent, own)).rejects.toThrow(/could not be fetched/);
  expect(asked).toHaveLength(3);
});
