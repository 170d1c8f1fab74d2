import { join } from 'node:path';
import { z } from 'zod';

/** A wrong setting: which one, what is wrong, and the mend. */
export class ConfigError extends Error {
  readonly setting: string;
  constructor(setting: string, problem: string, mend: string) {
    super(`${setting}: ${problem}\n  → ${mend}`);
    this.name = 'ConfigError';
    this.setting = setting;
  }
}

/** Each setting with what it may be and, when it is wrong, the mend. */
export const settings = {
  APP_MODE: [z.enum(['sample', 'production']).default('sample'), 'Use "sample" or "production".'],
  SURFACES: [
    z
      .string()
      .regex(/^(resident|staff)(,(resident|staff))?$/)
      .default('resident,staff'),
    'Use "resident", "staff" or "resident,staff".',
  ],
  PORT: [z.coerce.number().int().min(0).max(65535).default(3000), 'Use a port number, e.g. 3000.'],
  HOST: [z.string().min(1).default('127.0.0.1'), 'Use an address to listen on, e.g. 127.0.0.1.'],
  PUBLIC_URL: [
    z.url({ protocol: /^https?$/ }).default('http://localhost:3000'),
    'Use the address that residents type, e.g. https://procedures.example.lg.jp',
  ],
  TRUST_PROXY: [
    z.string().min(1).default('false'),
    'Use "true", "false" or the addresses of your reverse proxies, e.g. 10.0.0.1.',
  ],
  DATA_DIR: [z.string().min(1).default('./data'), 'Use a folder that this program may write to.'],
  DATABASE_URL: [
    z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    'Use postgres://user:password@host:5432/name, or leave it out for SQLite in DATA_DIR.',
  ],
  REGISTER_DATABASE_URL: [
    z.string().min(1).optional(),
    'Use postgres://user:password@host:5432/register or the path of a file, in a process with SURFACES=staff only.',
  ],
  DATA_KEYS: [
    z.string().min(1).optional(),
    'Use one or more keys, newest first: "2026a:BASE64,2025a:BASE64". Make one with: openssl rand -base64 32',
  ],
  SMTP_URL: [z.url({ protocol: /^smtps?$/ }).optional(), 'Use smtp://user:password@host:587.'],
  LINE_CHANNEL_TOKEN: [z.string().min(1).optional(), 'Use the channel access token.'],
  LINE_CHANNEL_SECRET: [z.string().min(1).optional(), 'Use the channel secret.'],
  LINE_BOT_ID: [
    z
      .string()
      .regex(/^@[\w.-]+$/)
      .optional(),
    'Use the basic id of the LINE account, e.g. @123abcde.',
  ],
  LINE_API_BASE: [
    z.url({ protocol: /^https?$/ }).default('https://api.line.me'),
    'Leave it out, or use the address of a stand-in.',
  ],
  STRIPE_SECRET_KEY: [
    z
      .string()
      .regex(/^[sr]k_(test|live)_\w+$/)
      .optional(),
    'Use the secret key or a restricted key of the Stripe account: sk_live_… or rk_live_…',
  ],
  STRIPE_WEBHOOK_SECRET: [
    z
      .string()
      .regex(/^whsec_[\w+/=]+(,whsec_[\w+/=]+)?$/)
      .optional(),
    'Use the signing secret of the webhook endpoint: whsec_… (two with a comma between them while one takes the place of the other).',
  ],
  STRIPE_API_BASE: [
    z.url({ protocol: /^https?$/ }).optional(),
    'Leave it out, or use the address of a stand-in.',
  ],
  OIDC_ISSUER: [
    z.url({ protocol: /^https?$/ }).optional(),
    'Use the issuer of your identity provider, e.g. https://login.example.lg.jp/realms/town',
  ],
  OIDC_CLIENT_ID: [z.string().min(1).optional(), 'Use the client id that the provider gave you.'],
  OIDC_CLIENT_SECRET: [z.string().min(1).optional(), 'Use the secret that belongs to the id.'],
  OIDC_SECOND_FACTOR: [
    z.enum(['own', 'provider']).default('own'),
    'Use "own" (asked here) or "provider" (the provider always asks for two factors).',
  ],
  WEBHOOK_HOSTS: [
    z
      .string()
      .regex(/^[\w.-]+(:\d{1,5})?(,[\w.-]+(:\d{1,5})?)*$/)
      .optional(),
    'Use the names of the hosts that webhooks may be sent to, e.g. relay.example.lg.jp,10.1.2.3:8443.',
  ],
  TRANSLATE_URL: [
    z.url({ protocol: /^https?$/ }).optional(),
    'Use the address of your machine translation, e.g. https://:token@translate.example.lg.jp/v1, or leave it out.',
  ],
  METRICS_TOKEN: [z.string().min(16).optional(), 'Use a random word of 16 characters or more.'],
  PROCEDURES_DIR: [z.string().min(1).default('procedures'), 'Use the folder of the definitions.'],
  LOCALES_DIR: [
    z
      .string()
      .min(1)
      .default(join(import.meta.dirname, '..', 'locales')),
    'Use the folder of the languages.',
  ],
} as const;

export type Values = { [K in keyof typeof settings]: z.infer<(typeof settings)[K][0]> };

/** @throws ConfigError for the first that is not usable */
export function readValues(env: NodeJS.ProcessEnv): Values {
  const values: Record<string, unknown> = {};
  for (const [name, [schema, mend]] of Object.entries(settings)) {
    // An empty setting is an unset one: that is how service files write "none".
    const result = schema.safeParse(env[name] === '' ? undefined : env[name]);
    if (!result.success) throw new ConfigError(name, `"${env[name]}" is not usable`, mend);
    values[name] = result.data;
  }
  return values as Values;
}
