import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** Settings of the outside contract, read once from the environment. */
export interface Config {
  readonly mode: 'sample' | 'production';
  readonly surfaces: ReadonlySet<'resident' | 'staff'>;
  readonly port: number;
  readonly host: string;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly trustProxy: boolean | string;
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  /** Key ring, newest first: `id:base64` of 32 bytes each. */
  readonly dataKeys: readonly DataKey[];
  readonly smtpUrl: string | null;
  /** The town's LINE account; null = residents are not told by LINE. */
  readonly line: LineSettings | null;
  /** Where the town's staff sign in to all their systems; null = here only. */
  readonly oidc: OidcSettings | null;
  readonly metricsToken: string | null;
  /** Hosts (`host` or `host:port`) that webhooks may be sent to; none = nothing is sent. */
  readonly webhookHosts: ReadonlySet<string>;
  /** Folder of the definitions; another one is for trying out and for tests. */
  readonly proceduresDir: string;
  /** Folder of the site's words, one folder for each language. */
  readonly localesDir: string;
  /** Said once at the start (a development key was made …). */
  readonly remarks: readonly string[];
}

export interface LineSettings {
  /** Channel access token (long-lived). */
  readonly token: string;
  readonly secret: string;
  /** Basic id, with its @. */
  readonly botId: string;
  /** Without a trailing slash. */
  readonly apiBase: string;
}

export interface OidcSettings {
  /** As the provider's discovery document names itself. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** provider: it asks for two factors itself. own: we ask for the second one. */
  readonly secondFactor: 'own' | 'provider';
}

interface DataKey {
  readonly id: string;
  readonly key: Buffer;
}

/** A wrong setting: which one, what is wrong, and the mend. */
export class ConfigError extends Error {
  readonly setting: string;
  constructor(setting: string, problem: string, mend: string) {
    super(`${setting}: ${problem}\n  → ${mend}`);
    this.name = 'ConfigError';
    this.setting = setting;
  }
}

const settings = {
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

type Values = { [K in keyof typeof settings]: z.infer<(typeof settings)[K][0]> };

function readValues(env: NodeJS.ProcessEnv): Values {
  const values: Record<string, unknown> = {};
  for (const [name, [schema, mend]] of Object.entries(settings)) {
    // An empty setting is an unset one: that is how service files write "none".
    const result = schema.safeParse(env[name] === '' ? undefined : env[name]);
    if (!result.success) throw new ConfigError(name, `"${env[name]}" is not usable`, mend);
    values[name] = result.data;
  }
  return values as Values;
}

function parseKeys(text: string): DataKey[] {
  return text.split(',').map((part) => {
    const [id, base64] = part.trim().split(':');
    const key = Buffer.from(base64 ?? '', 'base64');
    if (!id || !/^[\w-]{1,32}$/.test(id) || key.length !== 32) {
      throw new ConfigError(
        'DATA_KEYS',
        'a key is not "name:base64 of 32 bytes"',
        settings.DATA_KEYS[1],
      );
    }
    return { id, key };
  });
}

/** The key of a development machine: made once, kept beside the data that it opens. */
function developmentKey(dataDir: string, remarks: string[]): DataKey[] {
  const file = join(dataDir, 'development-key');
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(file, `development:${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
    remarks.push(`A development key was made in ${file}. Production needs DATA_KEYS.`);
  }
  return parseKeys(readFileSync(file, 'utf8').trim());
}

function refuseUnsafeProduction(values: Values, publicUrl: string): void {
  if (values.APP_MODE !== 'production') return;
  if (!publicUrl.startsWith('https://')) {
    throw new ConfigError('PUBLIC_URL', 'production needs https', settings.PUBLIC_URL[1]);
  }
  if (values.DATA_KEYS === undefined) {
    throw new ConfigError('DATA_KEYS', 'production needs its own keys', settings.DATA_KEYS[1]);
  }
  if (values.DATA_KEYS.includes('development:')) {
    throw new ConfigError(
      'DATA_KEYS',
      'a development key is not for production',
      settings.DATA_KEYS[1],
    );
  }
}

/** Settings that belong together. @returns are they there? */
function allOrNone(what: string, group: Partial<Values>): boolean {
  const missing = Object.entries(group).filter(([, value]) => value === undefined);
  if (missing.length === Object.keys(group).length) return false;
  for (const [name] of missing) {
    const mend = settings[name as keyof Values][1];
    throw new ConfigError(name, `is not set, but other ${what} settings are`, mend);
  }
  return true;
}

/** With one missing, codes would be given out and nothing would come of them. */
function lineSettings(values: Values): LineSettings | null {
  const { LINE_CHANNEL_TOKEN, LINE_CHANNEL_SECRET, LINE_BOT_ID, LINE_API_BASE } = values;
  if (!allOrNone('LINE', { LINE_CHANNEL_TOKEN, LINE_CHANNEL_SECRET, LINE_BOT_ID })) return null;
  return {
    token: LINE_CHANNEL_TOKEN ?? '',
    secret: LINE_CHANNEL_SECRET ?? '',
    botId: LINE_BOT_ID ?? '',
    apiBase: LINE_API_BASE.replace(/\/+$/, ''),
  };
}

function oidcSettings(values: Values): OidcSettings | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_SECOND_FACTOR } = values;
  if (!allOrNone('OIDC', { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET })) return null;
  if (values.APP_MODE === 'production' && !OIDC_ISSUER?.startsWith('https://')) {
    throw new ConfigError('OIDC_ISSUER', 'production needs https', settings.OIDC_ISSUER[1]);
  }
  return {
    issuer: OIDC_ISSUER ?? '',
    clientId: OIDC_CLIENT_ID ?? '',
    clientSecret: OIDC_CLIENT_SECRET ?? '',
    secondFactor: OIDC_SECOND_FACTOR,
  };
}

/** Settings of what comes later are not silently ignored. */
function remarkStripe(env: NodeJS.ProcessEnv, remarks: string[]): void {
  const set = ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'STRIPE_API_BASE'].filter(
    (n) => env[n],
  );
  if (set.length === 0) return;
  remarks.push(`${set.join(', ')}: this version has no Stripe yet; no payment goes there.`);
}

function trustProxy(value: string): boolean | string {
  if (value === 'true' || value === 'false') return value === 'true';
  return value;
}

/**
 * The folders alone, for commands that need no database and no keys.
 * @throws ConfigError as `readConfig`
 */
export function readFolders(env: NodeJS.ProcessEnv): Pick<Config, 'proceduresDir' | 'localesDir'> {
  const { PROCEDURES_DIR, LOCALES_DIR } = readValues(env);
  return { proceduresDir: resolve(PROCEDURES_DIR), localesDir: resolve(LOCALES_DIR) };
}

/**
 * Reads all settings; the only place that knows their names.
 * @throws ConfigError with the setting's name and the mend
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const values = readValues(env);
  const remarks: string[] = [];
  // The default follows the port, so that another port needs one setting, not two.
  const publicUrl = (
    env['PUBLIC_URL'] ? values.PUBLIC_URL : `http://localhost:${values.PORT}`
  ).replace(/\/+$/, '');
  refuseUnsafeProduction(values, publicUrl);
  remarkStripe(env, remarks);
  const dataDir = resolve(values.DATA_DIR);
  return {
    mode: values.APP_MODE,
    surfaces: new Set(values.SURFACES.split(',') as ('resident' | 'staff')[]),
    port: values.PORT,
    host: values.HOST,
    publicUrl,
    trustProxy: trustProxy(values.TRUST_PROXY),
    dataDir,
    databaseUrl: values.DATABASE_URL ?? null,
    dataKeys: values.DATA_KEYS ? parseKeys(values.DATA_KEYS) : developmentKey(dataDir, remarks),
    smtpUrl: values.SMTP_URL ?? null,
    line: lineSettings(values),
    oidc: oidcSettings(values),
    metricsToken: values.METRICS_TOKEN ?? null,
    webhookHosts: new Set(values.WEBHOOK_HOSTS?.toLowerCase().split(',')),
    proceduresDir: resolve(values.PROCEDURES_DIR),
    localesDir: resolve(values.LOCALES_DIR),
    remarks,
  };
}
