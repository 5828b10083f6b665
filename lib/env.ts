import path from 'node:path';
import { z } from 'zod';

const url = (what: string) =>
  z.url({
    protocol: what === 'DATABASE_URL' ? /^postgres(ql)?$/ : /^https?$/,
    error: `must be ${what === 'DATABASE_URL' ? 'a postgresql:// URL' : 'an http:// or https:// URL'}`,
  });

const port = z.coerce
  .number({ error: 'must be a port number' })
  .int('must be a whole number')
  .min(1, 'must be 1 to 65535')
  .max(65535, 'must be 1 to 65535');

const text = z.string().min(1, 'must not be empty');

/** Every setting Oriel reads from the environment. README.md holds the same table in words. */
const environmentSchema = z.object({
  ORIEL_HOME: text.default('.oriel').transform((dir) => path.resolve(dir)),
  ORIEL_HOST: text.default('127.0.0.1'),
  ORIEL_PORT: port.default(3000),
  DATABASE_URL: url('DATABASE_URL').optional(),
  ELASTICSEARCH_URL: url('ELASTICSEARCH_URL').optional(),
  ELASTICSEARCH_API_KEY: text.optional(),
  ELASTICSEARCH_USERNAME: text.optional(),
  ELASTICSEARCH_PASSWORD: text.optional(),
  ELASTICSEARCH_CA_FILE: text.optional(),
  NEXTAUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  NEXTAUTH_URL: url('NEXTAUTH_URL').optional(),
  OIDC_ISSUER: url('OIDC_ISSUER').optional(),
  OIDC_CLIENT_ID: text.optional(),
  OIDC_CLIENT_SECRET: text.optional(),
  OIDC_DEFAULT_ROLE: z.enum(['administrator', 'editor', 'viewer'], { error: 'must be administrator, editor or viewer' }).default('viewer'),
  ENGINE_MEMORY_LIMIT: z
    .string()
    .regex(/^\d+(\.\d+)?\s*(MB|GB|MiB|GiB)$/i, 'must look like 1GB or 512MB')
    .default('1GB'),
  /** Internal hosts that alert actions may reach: host, host:port, address or network, separated by commas. */
  ORIEL_OUTGOING_ALLOW: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((entry) => entry.trim())
        .filter(Boolean),
    ),
  ORIEL_SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// URL' }).optional(),
  ORIEL_SMTP_FROM: text.optional(),
  /** 0: this process shows pages only, and leaves rules and deliveries to another. */
  ORIEL_JOBS: z.enum(['0', '1']).default('1'),
  /** Syslog listeners, by comma: `udp://127.0.0.1:5514/source`, `tcp://0.0.0.0:6514/source`. */
  ORIEL_SYSLOG: z
    .string()
    .default('')
    .transform((list, context) =>
      list
        .split(',')
        .map((entry) => entry.trim())
        .filter(Boolean)
        .flatMap((entry) => {
          const found = /^(udp|tcp):\/\/(\[[0-9a-f:]+\]|[^:/]+):(\d{1,5})\/([a-z][a-z0-9_-]+)$/.exec(entry);
          if (!found) {
            context.addIssue({ code: 'custom', message: 'must look like udp://127.0.0.1:5514/source, by comma' });
            return [];
          }
          const host = (found[2] as string).replace(/^\[|\]$/g, '');
          return [{ protocol: found[1] as 'udp' | 'tcp', host, port: Number(found[3]), source: found[4] as string }];
        }),
    ),
  /** OTLP/HTTP without a key, for collectors on a trusted network: `http://127.0.0.1:4318`. */
  ORIEL_OTLP: z
    .string()
    .regex(/^http:\/\/(\[[0-9a-f:]+\]|[^:/]+):\d{1,5}$/, 'must look like http://127.0.0.1:4318')
    .transform((address) => {
      const { hostname, port: digits } = new URL(address);
      return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(digits || 80) };
    })
    .optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error'], { error: 'must be debug, info, warn or error' }).default('info'),
  /** Set by `npm start` for the web server; not for people. */
  ORIEL_SETUP_TOKEN_HASH: text.optional(),
  ORIEL_LIVE_SAMPLE: z.enum(['0', '1']).default('0'),
});

export type Environment = z.infer<typeof environmentSchema>;

const together: [keyof Environment, keyof Environment][] = [
  ['ELASTICSEARCH_USERNAME', 'ELASTICSEARCH_PASSWORD'],
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID'],
  ['ORIEL_SMTP_URL', 'ORIEL_SMTP_FROM'],
  ['OIDC_ISSUER', 'OIDC_CLIENT_SECRET'],
];

/** Environment variables, checked. Throws an Error whose message is one clear line per bad value. */
export function parseEnvironment(source: Record<string, string | undefined>): Environment {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environmentSchema.safeParse(present);
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`).join('\n'));
  }
  for (const [first, second] of together) {
    if (Boolean(parsed.data[first]) !== Boolean(parsed.data[second])) {
      throw new Error(`${parsed.data[first] ? second : first} is missing: ${first} and ${second} go together.`);
    }
  }
  return parsed.data;
}

/** Local mode: only this machine can reach the server, so a secret may be made and kept on disk. */
export function isLocalMode(environment: Pick<Environment, 'ORIEL_HOST'>): boolean {
  return ['127.0.0.1', '::1', 'localhost'].includes(environment.ORIEL_HOST);
}

let cached: Environment | undefined;

/** The environment of this process, parsed once. */
export function env(): Environment {
  cached ??= parseEnvironment(process.env);
  return cached;
}

/** Where people reach this Oriel, without a slash at the end. */
export function publicUrl(): string {
  const { NEXTAUTH_URL, ORIEL_HOST, ORIEL_PORT } = env();
  return (NEXTAUTH_URL ?? `http://${ORIEL_HOST}:${ORIEL_PORT}`).replace(/\/+$/, '');
}

/** The secret that sessions and handles are signed with. `npm start` always sets it; there is no default. */
export function requiredSecret(): string {
  const { NEXTAUTH_SECRET } = env();
  if (!NEXTAUTH_SECRET)
    throw new Error('NEXTAUTH_SECRET is not set. Start Oriel with npm start, or set it to 32 or more random characters.');
  return NEXTAUTH_SECRET;
}
