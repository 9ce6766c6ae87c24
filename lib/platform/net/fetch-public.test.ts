import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fetchPublic, usual } from './fetch-public.ts';

let server: Server;
let port = 0;
let seen: IncomingMessage[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Stands for a public server: its name leads to the test's own, which alone may be connected to. */
const rules = {
  mayConnect: (address: string, at: number) => address === '127.0.0.1' && at === port,
  resolve: async (name: string) => (name === 'pictures.example' ? ['127.0.0.1'] : ['10.0.0.1']),
};
const here = (path = '/a.png') => `http://pictures.example:${port}${path}`;
const redirects = (to: (path: string) => string) => {
  answer = (request, response) => response.writeHead(302, { location: to(request.url ?? '') }).end();
};

test('asks as nobody: no cookie, no referrer, no word of who reads or with what', async () => {
  answer = (_, response) => response.writeHead(200, { 'set-cookie': 'id=1' }).end('bytes');
  expect((await fetchPublic(here('/a.png?x=1#part'), rules)).toString()).toBe('bytes');
  await fetchPublic(here(), rules);
  expect(seen.map(({ url }) => url)).toEqual(['/a.png?x=1', '/a.png']);
  expect(Object.keys(seen[1]?.headers ?? {}).sort()).toEqual([
    'accept',
    'accept-encoding',
    'connection',
    'host',
    'user-agent',
  ]);
  expect(seen[1]?.headers.host).toBe(`pictures.example:${port}`);
});

// The test's server would answer each of these.
test.each([
  'http://127.0.0.1:PORT/',
  'http://localhost:PORT/',
  'http://2130706433:PORT/',
  'http://0x7f000001:PORT/',
  'http://0177.0.0.1:PORT/',
  'http://127.1:PORT/',
  'http://127。0。0。1:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://[::ffff:7f00:1]:PORT/',
  'http://[::1]:PORT/',
  'http://0.0.0.0:PORT/',
  'http://[::]:PORT/',
])('the usual rules refuse %s, though something listens there', async (address) => {
  answer = (_, response) => response.end('secret');
  const anyPort = { mayConnect: (at: string) => usual.mayConnect(at, 80) };
  await expect(fetchPublic(address.replace('PORT', String(port)), anyPort)).rejects.toThrow(/not a public one/);
  expect(seen).toEqual([]);
});

test('a public address on the port of something else is refused', () => {
  expect(usual.mayConnect('1.1.1.1', 443)).toBe(true);
  expect(usual.mayConnect('10.0.0.1', 443)).toBe(false);
  for (const other of [22, 25, 6379, 8080]) expect(usual.mayConnect('1.1.1.1', other)).toBe(false);
});

test.each([
  'ftp://pictures.example/',
  'file:///etc/passwd',
  'data:image/png;base64,AA',
  'gopher://pictures.example/',
  '//pictures.example/',
  '',
])('no web address: %j', async (address) => {
  await expect(fetchPublic(address, rules)).rejects.toThrow(/no web address/);
});

test('a redirect is checked like the first: to this machine, to another scheme, with a password', async () => {
  for (const [to, why] of [
    [`http://127.0.0.2:${port}/`, /not a public one/],
    [`http://2130706434:${port}/`, /not a public one/],
    [`http://[::ffff:127.0.0.1]:${port}/`, /not a public one/],
    ['http://inside.example/', /not a public one/],
    ['http://169.254.169.254/latest/meta-data/', /not a public one/],
    ['file:///etc/passwd', /no web address/],
    [`http://user:pass@pictures.example:${port}/`, /password/],
    ['http://', /leads nowhere/],
  ] as const) {
    redirects(() => to);
    await expect(fetchPublic(here(), rules)).rejects.toThrow(why);
  }
  expect(seen).toHaveLength(8);
  // With the usual rules but for the first hop.
  redirects(() => `http://127.0.0.1:${port}/inside`);
  let hops = 0;
  const onlyFirst = { ...rules, mayConnect: (at: string) => hops++ === 0 || usual.mayConnect(at, 80) };
  await expect(fetchPublic(here(), onlyFirst)).rejects.toThrow(/not a public one/);
  expect(seen.at(-1)?.url).toBe('/a.png');
});

test('three redirects are followed, a fourth is not', async () => {
  const until = (last: number) => {
    answer = (request, response) => {
      const hop = Number(request.url?.slice(1));
      if (hop === last) response.end('there');
      else response.writeHead(307, { location: `/${hop + 1}` }).end();
    };
  };
  until(3);
  expect((await fetchPublic(here('/0'), rules)).toString()).toBe('there');
  until(4);
  await expect(fetchPublic(here('/0'), rules)).rejects.toThrow(/on and on/);
  expect(seen.at(-1)?.url).toBe('/3');
});

test('a name that says something else the second time is asked once, and the checked address is the one connected to', async () => {
  answer = (_, response) => response.end('checked');
  let asked = 0;
  const rebinding = { ...rules, resolve: async () => (asked++ === 0 ? ['127.0.0.1'] : ['127.0.0.2']) };
  expect((await fetchPublic(here(), rebinding)).toString()).toBe('checked');
  expect(asked).toBe(1);
  await expect(fetchPublic(here(), rebinding)).rejects.toThrow(/not a public one/);
});

test('a name with a public and a private address, with none, or that is not known', async () => {
  const says = (list: string[]) => ({ ...rules, resolve: async () => list });
  await expect(fetchPublic(here(), says(['127.0.0.1', '10.0.0.1']))).rejects.toThrow(/not a public one/);
  await expect(fetchPublic(here(), says([]))).rejects.toThrow(/not a public one/);
  const unknown = { ...rules, resolve: () => Promise.reject(new Error('ENOTFOUND')) };
  await expect(fetchPublic(here(), unknown)).rejects.toThrow(/could not be reached/);
  expect(seen).toEqual([]);
});

test('a body that never ends, or says that it is too long, is let go', async () => {
  let closed = false;
  answer = (_, response) => {
    response.on('close', () => {
      closed = true;
    });
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(50_000)));
    };
    response.on('drain', more);
    more();
  };
  await expect(fetchPublic(here(), { ...rules, most: 200_000 })).rejects.toThrow(/too large/);
  await expect.poll(() => closed).toBe(true);
  answer = (_, response) => response.writeHead(200, { 'content-length': 200_001 }).flushHeaders();
  await expect(fetchPublic(here(), { ...rules, most: 200_000 })).rejects.toThrow(/too large/);
});

test('who is silent, drips, or whose name is never resolved has one time limit in all', async () => {
  const short = { ...rules, milliseconds: 150 };
  answer = () => {};
  await expect(fetchPublic(here(), short)).rejects.toThrow(/too long/);
  answer = (_, response) => {
    const drip = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(drip));
  };
  await expect(fetchPublic(here(), short)).rejects.toThrow(/too long/);
  await expect(fetchPublic(here(), { ...short, resolve: () => new Promise(() => {}) })).rejects.toThrow(/too long/);
});

test('packed, broken off, refused, not there', async () => {
  answer = (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x');
  await expect(fetchPublic(here(), rules)).rejects.toThrow(/packed/);
  answer = (_, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('half');
    setTimeout(() => response.destroy(), 20);
  };
  await expect(fetchPublic(here(), rules)).rejects.toThrow(/broke off|could not be reached/);
  answer = (_, response) => response.writeHead(404).end();
  await expect(fetchPublic(here(), rules)).rejects.toThrow(/answered 404/);
  answer = (request) => request.socket.destroy();
  await expect(fetchPublic(here(), rules)).rejects.toThrow(/could not be reached/);
});

test('over TLS the checked address is told the name', async () => {
  const names: (string | undefined)[] = [];
  const tls = createTlsServer({
    SNICallback: (name, done) => {
      names.push(name);
      done(new Error('no certificate'));
    },
  });
  tls.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve));
  const at = (tls.address() as AddressInfo).port;
  const toTls = { ...rules, mayConnect: (address: string, to: number) => address === '127.0.0.1' && to === at };
  await expect(fetchPublic(`https://pictures.example:${at}/`, toTls)).rejects.toThrow(/could not be reached/);
  expect(names).toEqual(['pictures.example']);
  await new Promise((resolve) => tls.close(resolve));
});
