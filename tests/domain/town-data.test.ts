import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { getAddress } from 'yubin';

const FOLDER = join(import.meta.dirname, '../../procedures');
const IDS = ['child-allowance', 'care-certification', 'facility-booking', 'bulky-waste'];
const LANGUAGES = ['en', 'ja-easy'];

type Row = Record<string, string>;
const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
const table = (name: string): Row[] => parseCsv(read(name), { columns: true });
const yaml = (name: string) => parseYaml(read(name));
const words = (locale: string): Row =>
  JSON.parse(readFileSync(join(FOLDER, '..', 'locales', locale, 'catalogue.json'), 'utf8'));

/** Kanji that stand outside `{漢字|かんじ}`. */
function withoutReading(text: string): string[] {
  return text.replace(/\{[^{}|]+\|[^{}|]+\}/g, '').match(/[\u4e00-\u9fff々〆ヶ]+/g) ?? [];
}

/** Every text of a tree, with its path. */
function texts(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    texts(value, path === '' ? key : `${path}.${key}`),
  );
}

describe('the sample town is nobody else', () => {
  it('has a code of no prefecture with a right check digit', () => {
    const { code } = yaml('municipality.yaml') as { code: string };
    const sum = [6, 5, 4, 3, 2].reduce((total, weight, i) => total + weight * Number(code[i]), 0);
    expect(code.slice(0, 2)).toBe('99');
    expect(Number(code[5])).toBe((11 - (sum % 11)) % 10);
  });

  it('has postcodes that 日本郵便 assigns to nobody', () => {
    for (const { postcode } of table('addresses.csv')) {
      expect(postcode).toMatch(/^99900\d\d$/);
      expect(getAddress(postcode as string), postcode).toBeNull();
    }
  });

  it('has telephone numbers that ring nowhere', () => {
    const { phone, sections } = yaml('municipality.yaml') as {
      phone: string;
      sections: Record<string, { phone: string }>;
    };
    for (const number of [phone, ...Object.values(sections).map((section) => section.phone)]) {
      expect(number).toMatch(/^00-0000-00\d\d$/);
    }
  });

  it('collects bulky waste in every part of the town', () => {
    const { resources } = yaml('resources/waste-areas.yaml') as { resources: object };
    const areas = new Set(table('addresses.csv').map((row) => `waste-${row['waste_area']}`));
    expect([...areas].sort()).toEqual(Object.keys(resources).sort());
  });
});

describe('amounts', () => {
  const amounts = yaml('amounts.yaml') as Record<
    string,
    { unit: string; source: string; values: { from: string; value: number }[] }
  >;

  it.each(Object.entries(amounts))('%s names its source and first day', (_, amount) => {
    expect(amount.source).not.toBe('');
    expect(amount.values.length).toBeGreaterThan(0);
    for (const { from, value } of amount.values) {
      expect(from).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(Number.isSafeInteger(value)).toBe(true);
    }
  });
});

describe('bulky-waste catalogue', () => {
  const items = table('catalogues/bulky_items.csv');

  it('uses every row of the lists that it was merged from, and each once', () => {
    const used = items.flatMap((item) => item['source_rows']?.split('|') ?? []).filter(Boolean);
    const rows = table('catalogues/sources/sodai_items.csv').map((row) => row['row']);
    expect(rows).toHaveLength(109);
    expect([...used].sort()).toEqual([...rows].sort());
    expect(items.every((item) => item['source'] !== '')).toBe(true);
  });

  it('has one id per item, and name and size tell two items apart', () => {
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    const shown = items.map((item) => `${item['name']} ${item['size_class']}`);
    expect(new Set(shown).size).toBe(items.length);
  });

  it.each(items.map((item) => [item['id'], item]))(
    '%s is complete in three languages',
    (_, item) => {
      expect(item['kana']).toMatch(/^[ァ-ヴー ]+$/);
      for (const part of ['name', 'size_class', 'unit', 'note'] as const) {
        const present = item[part] !== '';
        expect(item[`${part}_easy`] !== '', `${part}_easy`).toBe(present);
        expect(item[`${part}_en`] !== '', `${part}_en`).toBe(present);
        expect(withoutReading(item[`${part}_easy`] ?? '')).toEqual([]);
      }
      expect(withoutReading(item['advice_ja_easy'] ?? '')).toEqual([]);
      expect(words('ja')).toHaveProperty([`item_category.${item['category']}`]);
    },
  );

  it('says what to do instead with everything that is not collected', () => {
    const notCollected = items.filter((item) => item['status'] !== 'accept');
    expect(notCollected.length).toBeGreaterThanOrEqual(12);
    for (const item of notCollected) {
      for (const advice of ['advice_ja', 'advice_ja_easy', 'advice_en']) {
        expect(item[advice], `${item['id']} ${advice}`).not.toBe('');
      }
    }
  });

  it('has a fee for everything that is collected, none above the limit of one order', () => {
    for (const item of items.filter(({ status }) => status === 'accept')) {
      expect(Number(item['fee_yen']), item['id']).toBeGreaterThan(0);
      expect(Number(item['fee_yen']), item['id']).toBeLessThanOrEqual(3000);
    }
  });
});

describe('definitions', () => {
  it.each(IDS.flatMap((id) => LANGUAGES.map((language) => [id, language])))(
    '%s has no empty text in %s',
    (id, language) => {
      for (const [path, text] of texts(yaml(`${id}/${language}.yaml`))) {
        expect(text.trim(), path).not.toBe('');
      }
    },
  );

  it.each(IDS)('%s has a reading over every kanji in easy Japanese', (id) => {
    for (const [path, text] of texts(yaml(`${id}/ja-easy.yaml`))) {
      expect(withoutReading(text), path).toEqual([]);
    }
  });

  it.each(IDS)('%s belongs to a section, and its codes have names in every language', (id) => {
    const definition = yaml(`${id}/definition.yaml`) as Record<string, string & string[]>;
    const { sections } = yaml('municipality.yaml') as { sections: object };
    expect(Object.keys(sections)).toContain(definition['section']);
    const keys = [
      `category.${definition['category']}`,
      ...(definition['life_events'] ?? []).map((code) => `life_event.${code}`),
      ...(definition['counts_as'] ?? []).map((code) => `counts_as.${code}`),
    ];
    for (const locale of ['ja', ...LANGUAGES]) {
      for (const key of keys) expect(words(locale), `${locale} ${key}`).toHaveProperty([key]);
    }
  });

  it.each(IDS)('%s has no field for 個人番号, which waits for the card sign-in', (id) => {
    const { pages } = yaml(`${id}/definition.yaml`) as { pages: { fields: object }[] };
    for (const { fields } of pages) {
      for (const [field, { type, label }] of Object.entries(fields)) {
        expect(`${field} ${type} ${label ?? ''}`).not.toMatch(/個人番号|マイナンバー|my_?number/i);
      }
    }
  });
});
