// Preloaded into web. With no proxy in front (TRUST_PROXY=0) whatever X-Forwarded-For says is the client's own word, and Next would believe it:
// the socket says it instead, so that nobody gets fresh tries at signing in by making up addresses.
import { Server } from 'node:http';

if (!(Number(process.env.TRUST_PROXY) > 0)) {
  const emit = Server.prototype.emit;
  Server.prototype.emit = function (event, request, ...rest) {
    if (event === 'request' || event === 'upgrade') {
      // Owners are told of a proxy that nobody named (lib/platform/client-ip.ts). Made up, it tells only whoever made it up.
      if (request.headers['x-forwarded-for']) request.headers['x-tandem-forwarded'] = '1';
      else delete request.headers['x-tandem-forwarded'];
      request.headers['x-forwarded-for'] = request.socket.remoteAddress ?? 'unknown';
    }
    return emit.call(this, event, request, ...rest);
  };
}
