import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { ConfigError } from '../../server/config-settings.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'config-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('settings', () => {
  it('default to the sample town, with a development key that is made once and said so', () => {
    const first = readConfig({ DATA_DIR: dir });
    expect(first).toMatchObject({
      mode: 'sample',
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: null,
    });
    expect(first.publicUrl).toBe('http://localhost:3000');
    expect(first.remarks.join()).toContain('development key');
    const again = readConfig({ DATA_DIR: dir });
    expect(again.dataKeys[0]?.key.equals(first.dataKeys[0]?.key as Buffer)).toBe(true);
    expect(again.remarks).toEqual([]);
    expect(readFileSync(join(dir, 'development-key'), 'utf8')).toMatch(/^development:/);
  });

  it('follow the port in the public address unless it is given', () => {
    expect(readConfig({ DATA_DIR: dir, PORT: '4000' }).publicUrl).toBe('http://localhost:4000');
    const given = readConfig({ DATA_DIR: dir, PORT: '4000', PUBLIC_URL: 'https://a.example/' });
    expect(given.publicUrl).toBe('https://a.example');
  });

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['APP_MODE', 'staging'],
    ['SURFACES', 'everyone'],
    ['PUBLIC_URL', 'madoguchi'],
    ['DATABASE_URL', 'mysql://x'],
    ['DATA_KEYS', 'short:AAAA'],
    ['SMTP_URL', 'mail.example.jp'],
    ['METRICS_TOKEN', 'short'],
  ])('%s=%s stops the start with its name and the mend', (name, value) => {
    const read = () => readConfig({ DATA_DIR: dir, [name]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(new RegExp(`${name}[\\s\\S]*→`));
  });

  describe('of Stripe', () => {
    const keys = { STRIPE_SECRET_KEY: 'rk_live_x', STRIPE_WEBHOOK_SECRET: 'whsec_b,whsec_a' };
    const read = (env: object) =>
      readConfig({ DATA_DIR: dir, DATA_KEYS: `k:${KEY}`, ...env }).stripe;

    it('are a key and one or two signing secrets, or none of them', () => {
      expect(read({})).toBeNull();
      expect(read(keys)).toEqual({
        secretKey: 'rk_live_x',
        webhookSecrets: ['whsec_b', 'whsec_a'],
        apiBase: null,
      });
      expect(() => read({ STRIPE_SECRET_KEY: 'sk_test_x' })).toThrow(/^STRIPE_WEBHOOK_SECRET: /);
      expect(() => read({ ...keys, STRIPE_SECRET_KEY: 'pk_live_x' })).toThrow(/^STRIPE_SECRET_KEY/);
    });

    it('are for real money only in production', () => {
      const production = { APP_MODE: 'production', PUBLIC_URL: 'https://x.example.lg.jp', ...keys };
      expect(read(production)).not.toBeNull();
      expect(() => read({ ...production, STRIPE_SECRET_KEY: 'sk_test_x' })).toThrow(/test key/);
      const standIn = { STRIPE_API_BASE: 'http://127.0.0.1:1' };
      expect(() => read({ ...production, ...standIn })).toThrow(/stand-in/);
    });
  });

  it.each([
    ['OIDC_CLIENT_ID', { OIDC_ISSUER: 'https://login.example' }],
    ['OIDC_CLIENT_SECRET', { OIDC_ISSUER: 'https://login.example', OIDC_CLIENT_ID: 'x' }],
    ['OIDC_ISSUER', { OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'y' }],
  ])('want %s with the other settings of single sign-on', (missing, env) => {
    const read = () => readConfig({ DATA_DIR: dir, ...env });
    expect(read).toThrow(new RegExp(`^${missing}: is not set[\\s\\S]*→`));
  });

  it('read a key ring, newest first', () => {
    const { dataKeys } = readConfig({ DATA_DIR: dir, DATA_KEYS: `b:${KEY}, a:${KEY}` });
    expect(dataKeys.map(({ id }) => id)).toEqual(['b', 'a']);
  });
});

describe('production', () => {
  const good = { APP_MODE: 'production', PUBLIC_URL: 'https://a.example', DATA_KEYS: `k:${KEY}` };

  it('starts with https and its own keys', () => {
    expect(readConfig({ ...good, DATA_DIR: dir }).mode).toBe('production');
  });

  it.each([
    ['plain http', { PUBLIC_URL: 'http://a.example' }, 'PUBLIC_URL'],
    ['no public address', { PUBLIC_URL: '' }, 'PUBLIC_URL'],
    ['no keys', { DATA_KEYS: '' }, 'DATA_KEYS'],
    ['a development key', { DATA_KEYS: `development:${KEY}` }, 'DATA_KEYS'],
    [
      'single sign-on over plain http',
      { OIDC_ISSUER: 'http://login.example', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'y' },
      'OIDC_ISSUER',
    ],
  ])('refuses %s', (_, change, name) => {
    expect(() => readConfig({ ...good, ...change, DATA_DIR: dir })).toThrow(new RegExp(`^${name}`));
  });
});
