// Preloaded into web. With no proxy in front (TRUST_PROXY=0) whatever X-Forwarded-For says is the client's own word, and Next would believe it:
// the socket says it instead, so that nobody gets fresh tries at signing in by making up addresses.
import { Server } from 'node:http';

if (!(Number(process.env.TRUST_PROXY) > 0)) {
  const emit = Server.prototype.emit;
  Server.prototype.emit = function (event, request, ...rest) {
    if (event === 'request' || event === 'upgrade')
      request.headers['x-forwarded-for'] = request.socket.remoteAddress ?? 'unknown';
    return emit.call(this, event, request, ...rest);
  };
}
