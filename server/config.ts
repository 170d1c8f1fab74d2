import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { registerUrl } from './config-register.ts';
import { ConfigError, readValues, settings, type Values } from './config-settings.ts';

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
  /**
   * The extract of the resident register: `postgres://…` or the path of a SQLite file; null = there is
   * none. Never the portal's own database, and never in a process that residents reach.
   */
  readonly registerUrl: string | null;
  /** Key ring, newest first: `id:base64` of 32 bytes each. */
  readonly dataKeys: readonly DataKey[];
  readonly smtpUrl: string | null;
  /** Where card and shop payments go; null = nowhere. */
  readonly stripe: StripeSettings | null;
  /** The town's LINE account; null = residents are not told by LINE. */
  readonly line: LineSettings | null;
  /** Where the town's staff sign in to all their systems; null = here only. */
  readonly oidc: OidcSettings | null;
  readonly metricsToken: string | null;
  /** Hosts (`host` or `host:port`) that webhooks may be sent to; none = nothing is sent. */
  readonly webhookHosts: ReadonlySet<string>;
  /** Machine translation of definitions' texts, perhaps with credentials; null = there is none. */
  readonly translateUrl: string | null;
  /** Folder of the definitions; another one is for trying out and for tests. */
  readonly proceduresDir: string;
  /** Folder of the site's words, one folder for each language. */
  readonly localesDir: string;
  /** Said once at the start (a development key was made …). */
  readonly remarks: readonly string[];
}

export interface StripeSettings {
  /** Secret or restricted key: `sk_…` or `rk_…`, `test` or `live`. */
  readonly secretKey: string;
  /** Of the webhook endpoint; two while one takes the place of the other. */
  readonly webhookSecrets: readonly string[];
  /** Of a stand-in, without a trailing slash; null = the company's own. */
  readonly apiBase: string | null;
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

/** Production takes real money only: with a test key everybody would get everything for nothing. */
function stripeSettings(values: Values): StripeSettings | null {
  const { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, STRIPE_API_BASE } = values;
  if (!allOrNone('Stripe', { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET })) return null;
  if (values.APP_MODE === 'production') {
    if (STRIPE_SECRET_KEY?.includes('k_test_')) {
      const mend = settings.STRIPE_SECRET_KEY[1];
      throw new ConfigError('STRIPE_SECRET_KEY', 'a test key is not for production', mend);
    }
    if (STRIPE_API_BASE !== undefined) {
      const mend = 'Leave it out.';
      throw new ConfigError('STRIPE_API_BASE', 'a stand-in is not for production', mend);
    }
  }
  return {
    secretKey: STRIPE_SECRET_KEY ?? '',
    webhookSecrets: STRIPE_WEBHOOK_SECRET?.split(',') ?? [],
    apiBase: STRIPE_API_BASE?.replace(/\/+$/, '') ?? null,
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

/** A token must not go over a line in the open; beside this process there is no line. */
function translateUrl({ APP_MODE, TRANSLATE_URL }: Values): string | null {
  if (TRANSLATE_URL === undefined) return null;
  const { protocol, hostname } = new URL(TRANSLATE_URL);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (APP_MODE === 'production' && protocol !== 'https:' && !isHere) {
    throw new ConfigError('TRANSLATE_URL', 'production needs https', settings.TRANSLATE_URL[1]);
  }
  return TRANSLATE_URL;
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
    registerUrl: registerUrl(values, dataDir),
    dataKeys: values.DATA_KEYS ? parseKeys(values.DATA_KEYS) : developmentKey(dataDir, remarks),
    smtpUrl: values.SMTP_URL ?? null,
    stripe: stripeSettings(values),
    line: lineSettings(values),
    oidc: oidcSettings(values),
    metricsToken: values.METRICS_TOKEN ?? null,
    webhookHosts: new Set(values.WEBHOOK_HOSTS?.toLowerCase().split(',')),
    translateUrl: translateUrl(values),
    proceduresDir: resolve(values.PROCEDURES_DIR),
    localesDir: resolve(values.LOCALES_DIR),
    remarks,
  };
}
