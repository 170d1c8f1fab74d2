import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { itemAdvice, itemName, loadCatalogue } from '../../../server/domain/fees/item-catalogue.ts';
import { searchItems } from '../../../server/domain/fees/search-items.ts';

const catalogue = loadCatalogue('procedures', 'bulky_items');
const find = (query: string, locale = 'ja') =>
  searchItems(catalogue, query, locale, '2026-11-21').map(({ id }) => id);

describe('searching items', () => {
  it.each(['たんす', 'タンス', 'ﾀﾝｽ', ' タンス ', 'たん'])('%s finds chests', (query) => {
    expect(find(query)[0]).toMatch(/^chest/);
  });
  it.each(['ふとん', 'フトン', '布団', 'ﾌﾄﾝ', 'futon', 'Futon'])('%s finds quilts', (query) => {
    expect(find(query, 'en').some((id) => id.includes('futon'))).toBe(true);
  });
  it('what begins so comes before what contains it', () => {
    const found = searchItems(catalogue, 'いす', 'ja', '2026-11-21');
    const begins = found.map(
      (item) => item.name.startsWith('いす') || item.kana.startsWith('イス'),
    );
    expect(begins[0]).toBe(true);
    expect(begins.lastIndexOf(true)).toBeLessThan(found.length);
    expect([...begins].sort((a, b) => Number(b) - Number(a))).toEqual(begins);
  });
  it.each(['', ' ', '　', 'zzzz'])('"%s" finds nothing', (query) => {
    expect(find(query)).toEqual([]);
  });
  it('finds what is not collected too, so that its advice can be shown', () => {
    const [television] = searchItems(catalogue, 'てれび', 'ja', '2026-11-21');
    expect(television?.status).toBe('phone_only');
    expect(itemAdvice(television!, 'ja')).toContain('リサイクル');
  });
  // What people call things, in the languages they think in: typed word → item.
  it.each(
    Object.entries({
      ソファ: 'sofa-1',
      そふぁー: 'sofa-1',
      sofa: 'sofa-2',
      couch: 'sofa-1',
      PC: 'computer',
      ＰＣ: 'computer',
      ぱそこん: 'computer',
      コンピュータ: 'computer',
      laptop: 'computer',
      冷蔵庫: 'refrigerator',
      れいぞうこ: 'refrigerator',
      fridge: 'refrigerator',
      じてんしゃ: 'bicycle',
      ちゃりんこ: 'bicycle',
      bike: 'bicycle',
      箪笥: 'chest-200',
      クローゼット: 'chest-200',
      wardrobe: 'chest-200',
      べっど: 'bed',
      ベット: 'bed',
      ふとん: 'futon',
      blanket: 'futon',
      つくえ: 'desk',
      てれび: 'television',
      TV: 'television',
      ものほしだい: 'laundry-pole-stand',
      物干し竿: 'laundry-pole-stand',
      キャリーケース: 'suitcase',
      stroller: 'pram',
      じゅうたん: 'carpet',
      バイク: 'motorcycle',
      プリンター: 'other',
      車いす: 'other',
    }),
  )('%s finds %s', (query, id) => {
    expect(find(query)).toContain(id);
  });
  it('what is called just so comes first', () => {
    expect(find('bike')[0]).toBe('bicycle');
    expect(find('ソファ')[0]).toBe('sofa-1');
    expect(find('バイク')[0]).toBe('motorcycle');
  });
  it('finds nothing before the fees are valid', () => {
    expect(searchItems(catalogue, 'たんす', 'ja', '2026-03-31')).toEqual([]);
  });
});

it('names tell sizes apart in every language', () => {
  for (const locale of ['ja', 'ja-easy', 'en']) {
    const names = catalogue.rows.map((item) => itemName(item, locale));
    expect(new Set(names).size).toBe(names.length);
  }
});

describe('a language beside the catalogue', () => {
  const folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
  mkdirSync(join(folder, 'catalogues'));
  const copy = readFileSync('procedures/catalogues/bulky_items.csv');
  writeFileSync(join(folder, 'catalogues/bulky_items.csv'), copy);
  const words =
    'id,name,size_class,unit,note,advice\nsofa-1,Poltrona dobrável,para 1 pessoa,1 unidade,Sem pés.,\n';
  writeFileSync(join(folder, 'catalogues/bulky_items.pt-BR.csv'), words);
  const withWords = loadCatalogue(folder, 'bulky_items');

  it('names, explains and finds the item, with and without accents', () => {
    for (const query of ['dobrável', 'DOBRAVEL']) {
      const [found] = searchItems(withWords, query, 'pt-BR', '2026-11-21');
      expect(found && itemName(found, 'pt-BR')).toBe('Poltrona dobrável (para 1 pessoa)');
      expect(found && itemAdvice(found, 'pt-BR')).toBe('Sem pés.');
    }
  });
});
