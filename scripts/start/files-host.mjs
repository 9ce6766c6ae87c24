// Preloaded into web. On the host of TANDEM_FILES_URL nothing answers but files and health checks, so that what a stranger sent could not read the
// app even if it became a page; and on every other host there are no files.
import { Server } from 'node:http';

const HERE = /^\/(files\/[^/]+\/[^/]+|api\/(health|ready))$/;

const address = process.env.TANDEM_FILES_URL;
if (address) {
  const host = new URL(address).hostname;
  const emit = Server.prototype.emit;
  Server.prototype.emit = function (event, request, ...rest) {
    if ((event !== 'request' && event !== 'upgrade') || answers(host, request))
      return emit.call(this, event, request, ...rest);
    if (event === 'upgrade') request.socket.destroy();
    else refuse(rest[0]);
    return true;
  };
}

function answers(host, { headers, url }) {
  // One of them naming the files' host is enough to be there: what a proxy passes on may be the client's own word.
  const named = [headers.host, ...`${headers['x-forwarded-host'] ?? ''}`.split(',')];
  const path = pathOf(url);
  if (named.some((name) => hostname(name) === host)) return path !== null && HERE.test(path);
  return path === null || !path.startsWith('/files/');
}

function hostname(name) {
  const url = `http://${`${name ?? ''}`.trim()}`;
  return URL.canParse(url) ? new URL(url).hostname : null;
}

function pathOf(url) {
  return URL.canParse(url, 'http://x') ? new URL(url, 'http://x').pathname : null;
}

function refuse(response) {
  response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end('There is nothing at this address.\n');
}
