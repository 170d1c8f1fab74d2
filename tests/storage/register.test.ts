import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { firstSound, soundsOf } from '../../server/domain/register/name-sounds.ts';
import type { RegisterPerson } from '../../server/domain/register/register-row.ts';
import type { RegisterStore } from '../../server/domain/register/register-store.ts';
import { openRegister } from '../../server/storage/register/open-register.ts';
import * as registerTables from '../../server/storage/register/schema-register-sqlite.ts';
import * as portalTables from '../../server/storage/schema-sqlite.ts';
import { person } from '../domain/register/person.ts';
import { freshDatabase, startPostgres } from '../support/postgres.ts';
import { DATABASES, newKey } from './each-database.ts';

const NOW = new Date('2026-11-21T12:00:00+09:00');
const OLD_KEY = newKey('old');
const found = { headings: { kana: 'よみ' }, problems: [] };

async function bringIn(register: RegisterStore, id: string, people: readonly RegisterPerson[]) {
  const about = { fileName: 'a.csv', extractedOn: '2026-11-20', importedBy: 'system', at: NOW };
  await register.begin({ id, ...about });
  await register.addRows(
    id,
    people.map((one, at) => ({ line: at + 2, person: one })),
  );
  await register.end(id, { ...found, rows: people.length, isRefused: false });
}

const asked = (birth: string, kana: string) => ({
  birth,
  firstSounds: [firstSound(soundsOf(kana))],
});

describe.each(DATABASES)('the register on %s', (dialect) => {
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-register-'));
  let url = join(folder, 'register.sqlite');
  let register: RegisterStore;
  beforeAll(async () => {
    const server = dialect === 'postgres' ? await startPostgres() : undefined;
    if (server) url = await freshDatabase(server);
    register = openRegister({ url, keys: [OLD_KEY] });
  });
  afterAll(async () => {
    await register.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is searched only once a file has been taken over, by name or given name, whole', async () => {
    const other = person({ birth: '1950-04-02' });
    await bringIn(register, 'a', [person(), other]);
    expect(await register.lookUp(asked('1950-04-01', 'おおの'))).toEqual([]);
    expect(await register.current()).toBeUndefined();
    expect(await register.takeOver('a', NOW)).toBe(true);
    expect(await register.takeOver('a', NOW)).toBe(false);
    const row = { importId: 'a', line: 2, person: person() };
    expect(await register.lookUp(asked('1950-04-01', 'オ'))).toEqual([row]);
    expect(await register.lookUp(asked('1950-04-01', 'ﾕｳｺ'))).toEqual([row]);
    expect(await register.lookUp(asked('1950-04-03', 'オ'))).toEqual([]);
    expect(await register.households(['0000123'])).toHaveLength(2);
    expect(await register.find({ importId: 'a', line: 3 })).toMatchObject({ person: other });
    expect(await register.current()).toMatchObject({ id: 'a', rows: 2, extractedOn: '2026-11-20' });
  });

  it('is replaced whole by a newer one, under a newer key beside the old one', async () => {
    const renewed = openRegister({ url, keys: [newKey('new'), OLD_KEY] });
    try {
      expect(await renewed.lookUp(asked('1950-04-01', 'オ'))).toHaveLength(1);
      await bringIn(renewed, 'b', [person({ birth: '1960-01-01' })]);
      expect(await renewed.firstRows('b', 5)).toHaveLength(1);
      await renewed.takeOver('b', NOW);
      expect(await renewed.lookUp(asked('1950-04-01', 'オ'))).toEqual([]);
      expect(await renewed.lookUp(asked('1960-01-01', 'オ'))).toHaveLength(1);
      expect(await renewed.households(['0000123'])).toHaveLength(1);
      await renewed.removeReplaced(NOW);
      expect(await renewed.firstRows('a', 5)).toEqual([]);
      expect(await renewed.find({ importId: 'a', line: 2 })).toBeUndefined();
      const states = (await renewed.listImports(5)).map(({ id, state }) => `${id} ${state}`);
      expect(states).toEqual(['b current', 'a replaced']);
    } finally {
      await renewed.close();
    }
  });

  it('keeps nothing of a file that is thrown away, refused or incomplete', async () => {
    await bringIn(register, 'c', [person()]);
    await register.discard('c');
    expect(await register.findImport('c')).toBeUndefined();
    expect(await register.firstRows('c', 5)).toEqual([]);
    await register.discard('b');
    expect(await register.current()).toMatchObject({ id: 'b' });
    const about = { fileName: 'd.csv', extractedOn: '2026-11-20', importedBy: 'system', at: NOW };
    await register.begin({ id: 'd', ...about });
    await register.addRows('d', [{ line: 2, person: person() }]);
    const problems = [{ line: 3, column: 'birth', kind: 'wrong' }] as const;
    const more = { ...found, problems, rows: 1 };
    await expect(register.end('d', { ...more, rows: 2, isRefused: false })).rejects.toThrow();
    await register.end('d', { ...more, isRefused: true });
    expect(await register.takeOver('d', NOW)).toBe(false);
    expect(await register.firstRows('d', 5)).toEqual([]);
    expect(await register.findImport('d')).toMatchObject({ state: 'refused', problems });
  });
});

describe('the register and the portal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-register-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('lies sealed: neither name nor day nor address stands in the file', async () => {
    const url = join(folder, 'sealed.sqlite');
    const register = openRegister({ url, keys: [OLD_KEY] });
    await bringIn(register, 'a', [person()]);
    await register.close();
    const bytes = readFileSync(url);
    expect(bytes.includes('register_rows')).toBe(true);
    for (const text of ['大野', 'オオノ', '1950-04-01', '中央町', '0000123']) {
      expect(bytes.includes(text)).toBe(false);
    }
  });

  it('share no table, and no process for residents is told where it lies', async () => {
    expect(Object.keys(portalTables).filter((name) => name in registerTables)).toEqual([]);
    expect(Object.keys(portalTables).filter((name) => /^register/i.test(name))).toEqual([]);
    const url = join(folder, 'register.sqlite');
    const read = (env: object) => readConfig({ DATA_DIR: folder, ...env }).registerUrl;
    expect(read({})).toBe(url);
    expect(read({ SURFACES: 'resident' })).toBeNull();
    expect(() => read({ SURFACES: 'resident', REGISTER_DATABASE_URL: url })).toThrow(
      /REGISTER_DATABASE_URL: .*the portal never holds/,
    );
    expect(read({ SURFACES: 'staff', REGISTER_DATABASE_URL: `file://${url}` })).toBe(url);
    const portal = { DATABASE_URL: 'postgres://portal@db/town', SURFACES: 'staff' };
    expect(() => read({ ...portal, REGISTER_DATABASE_URL: 'postgres://r@db:5432/town' })).toThrow(
      /own database/,
    );
    const production = {
      APP_MODE: 'production',
      PUBLIC_URL: 'https://a.example',
      DATA_KEYS: `k:${Buffer.alloc(32, 7).toString('base64')}`,
    };
    expect(read({ ...production, SURFACES: 'staff' })).toBeNull();
    expect(() => read({ ...production, REGISTER_DATABASE_URL: url })).toThrow(/the portal never/);
    expect(existsSync(url)).toBe(false);
  });
});
