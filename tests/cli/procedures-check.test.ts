import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { percent } from '../../server/cli/check-text.ts';
import { sourcesOfGood } from '../domain/procedures/sample-town.ts';

const REAL = join(import.meta.dirname, '../../procedures');
const COMMAND = join(import.meta.dirname, '../../server/cli/procedures-check.ts');

const BODY = `calculations: { twice: cost * 2 }
to_confirm: [ 処理にかかる日数 ]
pages:
  - id: one
    title: 最初
    fields:
      cost: { type: yen, label: 額 }
      mail: { type: email }
examples:
  seven: { answers: { cost: 7 }, expect: { values: { twice: 14 } } }
  eight: { answers: { cost: 8 }, expect: { values: { twice: 16 } } }
`;
const GOOD = sourcesOfGood(BODY)['definition.yaml'] as string;
const ENGLISH =
  'title: Sample\npages: { one: { title: First } }\nfields: { cost: { label: Cost } }\n';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'madoguchi-check-'));
  for (const file of ['addresses.csv', 'amounts.yaml', 'catalogues']) {
    cpSync(join(REAL, file), join(folder, file), { recursive: true });
  }
  const municipality = readFileSync(join(REAL, 'municipality.yaml'), 'utf8');
  writeFileSync(
    join(folder, 'municipality.yaml'),
    municipality.replace(/^languages: .*$/m, 'languages: [ja]'),
  );
  write('sample', GOOD, { en: ENGLISH, ko: 'title: 견본\n' });
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(id: string, definition: string, languages: Readonly<Record<string, string>> = {}) {
  mkdirSync(join(folder, id), { recursive: true });
  writeFileSync(join(folder, id, 'definition.yaml'), definition.replace('id: sample', `id: ${id}`));
  for (const [locale, text] of Object.entries(languages)) {
    writeFileSync(join(folder, id, `${locale}.yaml`), text);
  }
}

function check(...args: readonly string[]) {
  return checkWith({}, folder, ...args);
}

function checkWith(env: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [COMMAND, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { text: `${stdout}${stderr}`, status };
}

describe('npm run procedures:check', () => {
  it('says of each definition what it has, and ends with 0', () => {
    const { text, status } = check();
    expect(text).toContain('✓ 見本の手続  sample');
    expect(text).toContain('ページ 1・例 2/2・町で確かめること 1');
    // Title, page, field of its own and the label of the shared vocabulary; Korean has the title.
    expect(text).toMatch(/\(en 100%\)\s+\(zh-Hans 25%\)\s+\(ko 50%\)/);
    expect(text).not.toMatch(/\[\w+\]/);
    expect(status).toBe(0);
  });

  it('names file, line and mend of what is wrong, and ends with 1', () => {
    write('bad', `${GOOD}colour: red\n`);
    write('wrong', GOOD.replace('twice: 14', 'twice: 15'));
    const { text, status } = check();
    expect(text).toMatch(/^ +bad\/definition\.yaml:21 \[unknown_key\] .*\n +→ /m);
    expect(text).toMatch(/✗ 見本の手続 {2}wrong\n.*例 1\/2.*誤り 1/);
    expect(text).toContain('直すもの 2件');
    expect(status).toBe(1);
  });

  it('tells what is wrong with the phrasebook, which is nobody’s alone', () => {
    mkdirSync(join(folder, 'phrases'));
    writeFileSync(join(folder, 'phrases', 'a.ja.yaml'), 'one: いち\n');
    writeFileSync(join(folder, 'phrases', 'b.ja.yaml'), 'two: に\none: ひとつ\n');
    writeFileSync(join(folder, 'phrases', 'a.ja-easy.yaml'), 'one: 一\n');
    const { text, status } = check();
    expect(text).toMatch(/phrases\/b\.ja\.yaml:2 \[duplicate_id\]/);
    expect(text).toMatch(/phrases\/a\.ja-easy\.yaml:1 \[missing_ruby\]/);
    expect(status).toBe(1);
  });

  it('checks one procedure alone, and is read by other programs', () => {
    write('bad', `${GOOD}colour: red\n`);
    const { text, status } = check('sample', '--json');
    expect(JSON.parse(text)).toMatchObject({
      languages: ['ja'],
      procedures: [
        { id: 'sample', pages: 1, examples: { held: 2, all: 2 }, coverage: { en: 100, ko: 50 } },
      ],
      findings: [],
    });
    expect(status).toBe(0);
    expect(check('sampel')).toMatchObject({ status: 1, text: expect.stringContaining('sample') });
  });

  it('takes the folders of the settings, as the server does', () => {
    const locales = join(folder, 'words');
    mkdirSync(join(locales, 'ja'), { recursive: true });
    writeFileSync(join(locales, 'ja', 'vocabulary.json'), '{}');
    const { text, status } = checkWith({ PROCEDURES_DIR: folder, LOCALES_DIR: locales });
    expect(status).toBe(1);
    // The shared vocabulary of that folder has no word for a mail address.
    expect(text).toContain('mail');
  });

  it('calls only all of it 100 %', () => {
    expect(percent({ translated: 999, all: 1000 })).toBe(99);
    expect(percent({ translated: 0, all: 0 })).toBe(100);
  });
});
