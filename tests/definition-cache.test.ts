import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDefinitionCache } from '../server/definition-cache.ts';
import { loadTownFolder } from '../server/load-town-folder.ts';

const REAL = join(import.meta.dirname, '../procedures');
const LOCALES = join(import.meta.dirname, '../locales');
const FAMILIES = ['bulky-waste', 'child-allowance'];
let work: string;
let folder: string;
let cacheFile: string;

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'madoguchi-cache-'));
  folder = join(work, 'procedures');
  cacheFile = join(work, 'data', 'definitions.json');
  for (const name of readdirSync(REAL)) {
    const isOther = existsSync(join(REAL, name, 'definition.yaml')) && !FAMILIES.includes(name);
    if (!isOther) cpSync(join(REAL, name), join(folder, name), { recursive: true });
  }
});
afterEach(() => rmSync(work, { recursive: true }));

const load = (file = cacheFile) => loadTownFolder(folder, LOCALES, '2026-11-21', file);
const change = (name: string, from: string, to: string) => {
  const file = join(folder, name);
  const before = readFileSync(file, 'utf8');
  expect(before).toContain(from);
  writeFileSync(file, before.replace(from, to));
};
const versions = ({ library }: Awaited<ReturnType<typeof load>>) =>
  [...library.procedures.values()].map(({ id, version }) => `${id} ${version}`);

describe('the cache of definitions', () => {
  it('gives the same procedures, and needs no YAML to be read again', async () => {
    const first = await load();
    const second = await load();
    expect(versions(second)).toEqual(versions(first));
    expect(versions(second).length).toBe(FAMILIES.length);
    const known = openDefinitionCache(cacheFile, folder);
    const definition = readFileSync(join(folder, 'bulky-waste', 'definition.yaml'), 'utf8');
    expect(known.parsed.find(definition)).toBeDefined();
    const { version } = first.library.procedures.get('bulky-waste')!;
    expect(known.verdicts.held(version)).toBe(true);
  });

  it('never skips the checks of a changed definition', async () => {
    await load();
    change('bulky-waste/definition.yaml', 'fee:', 'fees:');
    const { library } = await load();
    expect(library.broken.get('bulky-waste')).toMatchObject([{ code: 'unknown_key' }]);
  });

  it('runs the examples again when a definition, an amount or a price has changed', async () => {
    await load();
    change('amounts.yaml', 'value: 15000', 'value: 16000');
    const { library } = await load();
    const codes = library.broken.get('child-allowance')?.map(({ code }) => code);
    expect(codes).toContain('example_failed');
    const again = await load();
    expect(again.library.broken.has('child-allowance')).toBe(true);
  });

  it('reads no YAML again when an amount has changed, but holds no verdict', async () => {
    const { version } = (await load()).library.procedures.get('bulky-waste')!;
    const definition = readFileSync(join(folder, 'bulky-waste', 'definition.yaml'), 'utf8');
    expect(openDefinitionCache(cacheFile, folder).verdicts.held(version)).toBe(true);
    change('amounts.yaml', 'value: 15000', 'value: 16000');
    const known = openDefinitionCache(cacheFile, folder);
    expect(known.parsed.find(definition)).toBeDefined();
    expect(known.verdicts.held(version)).toBe(false);
  });

  it('names the line of what is wrong, though the file was read before', async () => {
    await load();
    change('bulky-waste/definition.yaml', '\nnext:\n', '\nnext:\n  more: { text: 追加 }\n');
    const en = readFileSync(join(folder, 'bulky-waste', 'en.yaml'), 'utf8').split('\n');
    const line = en.findIndex((text) => text.startsWith('next:')) + 1;
    const { broken } = (await load()).library;
    expect(broken.get('bulky-waste')).toContainEqual(
      expect.objectContaining({ file: 'bulky-waste/en.yaml', line, code: 'missing_text' }),
    );
  });

  it('starts without it when the file is spoilt or cannot be written', async () => {
    await load();
    writeFileSync(cacheFile, '{');
    expect((await load()).library.broken.size).toBe(0);
    expect(readdirSync(join(work, 'data'))).toEqual(['definitions.json']);
    writeFileSync(join(work, 'file'), '');
    expect((await load(join(work, 'file', 'x.json'))).library.broken.size).toBe(0);
  });
});
