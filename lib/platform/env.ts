// The only reader of the environment: parsed once, with a sentence for each thing that can be wrong.
import { z } from 'zod';
import { BLOCKED_TYPES } from './blocked-types.ts';

const aPort = 'needs to be a whole number from 0 to 65535';
const port = z.coerce.number(aPort).int(aPort).min(0, aPort).max(65535, aPort);

const settings = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'needs to look like postgres://user:password@host:5432/name' })
    .optional(),
  /** Encrypts stored keys and signs links; generated into the data folder by `npm start` when unset. */
  TANDEM_SECRET: z.string().min(32, 'needs at least 32 characters').optional(),
  /** Where people reach Tandem, for links in mail and invitations. */
  TANDEM_URL: z
    .url({ protocol: /^https?$/, error: 'needs to look like https://help.example.com' })
    .default('http://localhost:3000'),
  /** Another host of this server, on which files that strangers sent are handed out, and nothing else. */
  TANDEM_FILES_URL: z.url({ protocol: /^https?$/, error: 'needs to look like https://files.example.com' }).optional(),
  TANDEM_DATA: z.string().default('./data'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3000),
  /** The SMTP listener; 0 switches it off. */
  SMTP_PORT: port.default(2525),
  SMTP_HOST: z.string().default('127.0.0.1'),
  SMTP_TLS_CERT: z.string().optional(),
  SMTP_TLS_KEY: z.string().optional(),
  /** Largest accepted mail, in megabytes. */
  MAIL_MAX_MB: z.coerce.number('needs to be a number').positive('needs to be more than 0').default(25),
  /** Larger files are shown with a warning and cannot be added to a reply, in megabytes. */
  ATTACHMENT_MAX_MB: z.coerce.number('needs to be a number').positive('needs to be more than 0').default(20),
  /** Extensions of files that are shown with a warning and cannot be added to a reply, with commas or spaces between. */
  ATTACHMENT_BLOCKED: z.string().default(BLOCKED_TYPES),
  /** A virus scanner that speaks clamd's protocol: the path of its socket, or where it listens. Unset: files are not scanned. */
  CLAMD_SOCKET: z.string().optional(),
  CLAMD_HOST: z.string().optional(),
  CLAMD_PORT: port.default(3310),
  /** How many reverse proxies stand in front (0: none): how far X-Forwarded-For is believed. */
  TRUST_PROXY: z.coerce
    .number('needs to be a whole number')
    .int('needs to be a whole number')
    .min(0, 'cannot be less than 0')
    .default(0),
  /** Of the app that you registered there; without them nobody can connect a mailbox that way. */
  GOOGLE_CLIENT_ID: z.string().optional(),
  GOOGLE_CLIENT_SECRET: z.string().optional(),
  MICROSOFT_CLIENT_ID: z.string().optional(),
  MICROSOFT_CLIENT_SECRET: z.string().optional(),
  /** JSON that replaces parts of lib/channels/oauth/providers.ts: another cloud's servers, a tenant of your own. */
  MAIL_PROVIDERS: z.string().optional(),
  /** Checks that Mailgun's webhook is Mailgun's; without it the key of the mailbox has to do. */
  MAILGUN_SIGNING_KEY: z.string().optional(),
  S3_ENDPOINT: z.url({ protocol: /^https?$/, error: 'needs to look like https://s3.example.com' }).optional(),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().default('auto'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

// A cookie is for a host, whatever its port: two ports of one host would keep nothing apart.
const schema = settings.refine(
  ({ TANDEM_URL, TANDEM_FILES_URL }) =>
    !TANDEM_FILES_URL || new URL(TANDEM_FILES_URL).hostname !== new URL(TANDEM_URL).hostname,
  {
    path: ['TANDEM_FILES_URL'],
    error: 'needs another host than TANDEM_URL',
    when: ({ issues }) => issues.length === 0,
  },
);

export type Env = z.infer<typeof schema>;

let parsed: Env | undefined;

/** The settings of this process. Throws one message that names each bad setting. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

/** Empty strings count as unset, as compose files write them. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`These settings are not usable: ${problems.join('; ')}.`);
}

/** For tests, which change the environment between files. */
export function forgetEnv(): void {
  parsed = undefined;
}
