// Structured logs. Bind ids (`log.child({ conversationId })`), never customer text, keys or passwords.
import pino from 'pino';
import { env } from './env.ts';
import { errorForLog } from './error-for-log.ts';

export const log = pino({
  level: env().LOG_LEVEL,
  base: undefined,
  serializers: { err: errorForLog },
  redact: {
    paths: [
      'password',
      'apiKey',
      'key',
      'token',
      'secret',
      '*.password',
      '*.apiKey',
      '*.token',
      '*.secret',
      'authorization',
    ],
    censor: '[hidden]',
  },
});
