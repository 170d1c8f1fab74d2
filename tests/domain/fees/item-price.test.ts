import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../../server/domain/fees/item-catalogue.ts';
import {
  checkItemLimits,
  type ItemRow,
  itemPrice,
} from '../../../server/domain/fees/item-price.ts';

const catalogue = loadCatalogue('procedures', 'bulky_items');
const TODAY = '2026-11-21';
const LIMITS = { max_pieces: 10, max_same: 5, max_yen: 3000 };

const rows = (...pairs: [item: string, quantity: number][]): ItemRow[] =>
  pairs.map(([item, quantity]) => ({ item, quantity }));

describe('what items cost', () => {
  it.each([
    ['nothing', rows(), 0, 0],
    ['four chairs', rows(['chair', 4]), 800, 4],
    ['three cases are one (南風原町)', rows(['clothes-case', 3]), 200, 1],
    ['a fourth case is a second one', rows(['clothes-case', 4]), 400, 2],
    ['two quilts are one (熊本市)', rows(['kotatsu-futon', 2]), 500, 1],
    ['the third quilt', rows(['kotatsu-futon', 3]), 1000, 2],
    ['four rails are one (岡山市)', rows(['curtain-rail', 4]), 200, 1],
    [
      'in two rows they are reckoned together',
      rows(['curtain-rail', 2], ['curtain-rail', 2]),
      200,
      1,
    ],
    ['sizes cost differently', rows(['chest-200', 1], ['chest-300', 1]), 800, 2],
    ['what is unknown costs nothing', rows(['unicorn', 3]), 0, 0],
  ])('%s', (_, chosen, yen, pieces) => {
    expect(itemPrice(catalogue, chosen, TODAY)).toMatchObject({ yen, pieces });
  });

  it('a fee holds from its date on', () => {
    const chair = catalogue.rows.find(({ id }) => id === 'chair')!;
    const dearer = {
      ...catalogue,
      rows: [...catalogue.rows, { ...chair, fee_yen: 250, valid_from: '2027-04-01' }],
    };
    expect(itemPrice(dearer, rows(['chair', 1]), '2027-03-31').yen).toBe(chair.fee_yen);
    expect(itemPrice(dearer, rows(['chair', 1]), '2027-04-01').yen).toBe(250);
    expect(itemPrice(dearer, rows(['chair', 1]), '2026-03-31').yen).toBe(0);
  });

  it('never falls when something is added, whatever is chosen', () => {
    const id = fc.constantFrom(...catalogue.rows.map((row) => row.id));
    const row = fc.record({ item: id, quantity: fc.integer({ min: 1, max: 12 }) });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), row, (chosen, more) => {
        const before = itemPrice(catalogue, chosen, TODAY);
        const after = itemPrice(catalogue, [...chosen, more], TODAY);
        expect(after.yen).toBeGreaterThanOrEqual(before.yen);
        expect(after.pieces).toBeGreaterThanOrEqual(before.pieces);
        expect(Number.isInteger(after.yen)).toBe(true);
      }),
    );
  });
});

describe('limits on pieces, same item and yen hold together (広島市)', () => {
  const codes = (chosen: ItemRow[], limits = LIMITS) =>
    checkItemLimits(catalogue, chosen, limits, TODAY).map(({ code }) => code);
  it.each([
    ['exactly 3,000 yen', rows(['bed', 1], ['mattress-spring', 1], ['chair', 3]), []],
    ['3,200 yen', rows(['bed', 1], ['mattress-spring', 1], ['chair', 4]), ['too_much_yen']],
    ['five of the same', rows(['chair', 5]), []],
    ['six of the same', rows(['chair', 6]), ['too_many_same']],
    ['six in two rows', rows(['chair', 3], ['chair', 3]), ['too_many_same']],
    ['ten pieces', rows(['chair', 5], ['ironing-board', 5]), []],
    [
      'eleven pieces',
      rows(['chair', 5], ['ironing-board', 5], ['suitcase', 1]),
      ['too_many_pieces'],
    ],
    ['fifteen cases are five pieces', rows(['clothes-case', 15]), []],
    ['sixteen are six', rows(['clothes-case', 16]), ['too_many_same']],
    ['a television', rows(['television', 1]), ['item_phone_only']],
    ['a tyre', rows(['tyre', 1]), ['item_refused']],
    ['something unheard of', rows(['unicorn', 1]), ['item_unknown']],
    [
      'all at once',
      rows(['chair', 12], ['desk', 1]),
      ['too_many_pieces', 'too_many_same', 'too_much_yen'],
    ],
  ])('%s: %j', (_, chosen, expected) => {
    expect(codes(chosen)).toEqual(expected);
  });

  it('a refused or telephone item is told by itself, not as a sum over a limit', () => {
    expect(codes(rows(['air-conditioner', 1]))).toEqual(['item_phone_only']);
  });

  it('says what the limit is and how much it was', () => {
    const [error] = checkItemLimits(catalogue, rows(['chair', 6]), LIMITS, TODAY);
    expect(error).toEqual({
      field: 'items',
      input: 'items.quantity.chair',
      code: 'too_many_same',
      params: { item: 'chair', max: 5, count: 6 },
    });
  });

  it('a limit that the data leaves out is none', () => {
    expect(checkItemLimits(catalogue, rows(['chair', 30]), {}, TODAY)).toEqual([]);
  });
});
