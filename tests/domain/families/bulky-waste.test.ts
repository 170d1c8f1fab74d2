import { describe, expect, it } from 'vitest';
import { itemsOn } from '../../../server/domain/fees/item-catalogue.ts';
import { checkItemLimits } from '../../../server/domain/fees/item-price.ts';
import type { ItemRow } from '../../../server/domain/fields/field-type.ts';
import { settingsOn } from '../../../server/domain/procedures/field-settings.ts';
import { procedureOf } from '../../support/sample-town.ts';
import { answered, town } from './real-town.ts';

const TODAY = '2026-11-21';
const catalogue = town.catalogues.get('bulky_items')!;
const definition = procedureOf(town.library, 'bulky-waste');
const limits = settingsOn(definition.fields.get('items')!, TODAY);

const rows = (order: Record<string, number>): ItemRow[] =>
  Object.entries(order).map(([item, quantity]) => ({ item, quantity }));
const errors = (order: Record<string, number>) =>
  checkItemLimits(catalogue, rows(order), limits, TODAY).map(({ code }) => code);
const fee = (order: Record<string, number>, exemption = 'none') =>
  answered('bulky-waste', { items: rows(order) as never, exemption }, TODAY).fee;

describe('the fee', () => {
  it.each([
    [{ futon: 1 }, 400],
    [{ chair: 4, futon: 1 }, 1200],
    [{ 'clothes-case': 3 }, 200],
    [{ 'clothes-case': 4 }, 400],
    [{ 'kotatsu-futon': 1 }, 500],
    [{ 'kotatsu-futon': 2 }, 500],
    [{ 'kotatsu-futon': 3 }, 1000],
    [{ 'curtain-rail': 4 }, 200],
    [{ 'curtain-rail': 5 }, 400],
    [{ desk: 1, chair: 1 }, 1400],
    [{ 'chest-200': 1, 'chest-300': 1, 'chest-400': 1, 'chest-over-400': 1 }, 2500],
    [{ bicycle: 1, 'bicycle-small': 1 }, 1200],
  ])('of %o is %i yen', (order, yen) => {
    expect(fee(order)).toBe(yen);
  });

  it.each(['welfare', 'single_parent', 'disaster'])('is 0 for %s', (exemption) => {
    expect(fee({ desk: 1 }, exemption)).toBe(0);
  });

  it('lies within what the start page says', () => {
    const items = [...itemsOn(catalogue, TODAY).values()].filter(
      ({ status }) => status === 'accept',
    );
    const yen = items.map((item) => item.fee_yen);
    const [least, most] = [Math.min(...yen), Math.max(...yen)].map((one) =>
      one.toLocaleString('en'),
    );
    expect(definition.text('ja', 'start.fee')).toContain(`1点 ${least}円から${most}円`);
    expect(definition.text('en', 'start.fee')).toContain(`${least} to ${most} yen`);
    expect(definition.text('ja-easy', 'start.fee')).toContain(
      `${least}{円|えん}から ${most}{円|えん}`,
    );
  });
});

describe('the limits hold together (広島市: 10 pieces, 5 of the same, 3,000 yen)', () => {
  it.each([
    [{ chair: 5, 'ironing-board': 5 }, []],
    [{ chair: 5, 'ironing-board': 5, suitcase: 1 }, ['too_many_pieces']],
    [{ chair: 5 }, []],
    [{ chair: 6 }, ['too_many_same']],
    // Fifteen cases are five pieces; a sixteenth is a sixth.
    [{ 'clothes-case': 15 }, []],
    [{ 'clothes-case': 16 }, ['too_many_same']],
    [{ 'kotatsu-futon': 6, karaoke: 1 }, []],
    [{ bed: 1, 'mattress-spring': 1, chair: 3 }, []],
    [{ bed: 1, 'mattress-spring': 1, chair: 3, 'chest-resin-small': 1 }, ['too_much_yen']],
    [{ bed: 6, chair: 5 }, ['too_many_pieces', 'too_many_same', 'too_much_yen']],
  ])('%o: %j', (order, expected) => {
    expect(errors(order)).toEqual(expected);
  });

  it('three beds are too much money though few pieces', () => {
    expect(errors({ bed: 3 })).toEqual(['too_much_yen']);
  });

  it.each([
    ['television', 'item_phone_only'],
    ['refrigerator', 'item_phone_only'],
    ['safe', 'item_phone_only'],
    ['computer', 'item_refused'],
    ['tyre', 'item_refused'],
    ['unicorn', 'item_unknown'],
  ])('%s: %s', (item, code) => {
    expect(errors({ [item]: 1, chair: 1 })).toEqual([code]);
  });
});

describe('the day of collection', () => {
  const at = (postcode: string, place: string) =>
    answered(
      'bulky-waste',
      {
        applicant_address: {
          postcode,
          prefecture: '見本県',
          city: '見本市',
          town: place,
          street: '1番1号',
          building: '',
        },
      },
      TODAY,
    );
  it.each([
    ['9990001', '中央町', 'north'],
    ['9990003', '駅前通', 'south'],
    ['9990031', '東野', 'east'],
    ['9990044', '水車新町', 'west'],
    ['9990044', '水車', 'west'],
  ])('%s %s is collected in the %s', (postcode, place, area) => {
    expect(at(postcode, place).value('area')).toBe(area);
    expect(town.resources.find(`waste-${area}`)).toBeDefined();
  });
  it('an address of no area is told so', () => {
    expect(at('9990099', 'どこか').errors).toContain('no_area');
  });
  it('the start page says how many open days before it closes', () => {
    for (const { versions } of town.resources.inGroup('waste_areas')) {
      for (const { window } of versions) expect(window.closes).toEqual({ openDaysBefore: 5 });
    }
    expect(definition.text('ja', 'deadline.text')).toContain('集める日の5日前まで');
  });
});
