import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadLibrary } from '../../../server/domain/procedures/load-library.ts';
import { DOGS, sourcesOfGood, TODAY } from './sample-town.ts';

const REAL = join(import.meta.dirname, '../../../procedures');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'madoguchi-definitions-'));
  for (const file of ['addresses.csv', 'amounts.yaml', 'catalogues']) {
    cpSync(join(REAL, file), join(folder, file), { recursive: true });
  }
  const municipality = readFileSync(join(REAL, 'municipality.yaml'), 'utf8');
  writeFileSync(
    join(folder, 'municipality.yaml'),
    municipality.replace(/^languages: .*$/m, 'languages: [ja]'),
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'definition.yaml'), text);
}

const load = () => loadLibrary({ folder, locales: join(REAL, '../locales'), today: TODAY });
const GOOD = sourcesOfGood(DOGS)
  ['definition.yaml']!.replaceAll('amounts.dog_registration', '3000')
  .replaceAll('amounts.dog_tag', '550');

describe('loadLibrary', () => {
  it('leaves a broken definition out by name; the others serve', async () => {
    write('good', GOOD.replace('id: sample', 'id: good'));
    write('bad', `${GOOD.replace('id: sample', 'id: bad')}colour: red\n`);
    write('worse', '{{{');
    mkdirSync(join(folder, 'empty'));
    const library = await load();
    expect([...library.procedures.keys()]).toEqual(['good']);
    expect([...library.broken.keys()]).toEqual(['bad', 'empty', 'worse']);
    expect(library.broken.get('bad')).toMatchObject([
      { file: 'bad/definition.yaml', code: 'unknown_key' },
    ]);
  });

  it('does not take two folders with one id', async () => {
    write('sample', GOOD);
    write('copy', GOOD);
    const library = await load();
    expect([...library.procedures.keys()]).toEqual(['sample']);
    expect(library.broken.get('copy')).toMatchObject([{ code: 'wrong_id' }]);
  });

  it('stops with file and line when the town itself cannot be read', async () => {
    writeFileSync(join(folder, 'municipality.yaml'), 'code: "990019"\nlanguages: [ja, Klingon]\n');
    await expect(load()).rejects.toThrow(/municipality\.yaml:2 .*（languages）/);
    rmSync(join(folder, 'municipality.yaml'));
    await expect(load()).rejects.toThrow(/municipality\.yaml/);
  });

  it('hands out the town’s own postcodes', async () => {
    const { addresses } = await load();
    expect(addresses.find('9990001')).toMatchObject([
      { wasteAreas: [{ from: '', area: 'north' }] },
    ]);
    expect(addresses.city).toBe('見本市');
  });
});
