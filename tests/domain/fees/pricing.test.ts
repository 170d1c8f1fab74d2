import { describe, expect, it } from 'vitest';
import { loadResources } from '../../../server/domain/bookings/load-resources.ts';
import { loadCatalogue } from '../../../server/domain/fees/item-catalogue.ts';
import { createPricing } from '../../../server/domain/fees/pricing.ts';

const pricing = createPricing({
  catalogues: new Map([['bulky_items', loadCatalogue('procedures', 'bulky_items')]]),
  resources: loadResources('procedures').resources,
  today: '2026-11-21',
});

describe('a facility', () => {
  const answer = { resource: 'arena', day: '2026-12-02', slots: ['pm'] };
  it('is priced by the answers in the scope, with a line for each part', () => {
    const scope = {
      purpose: 'amateur',
      charges_admission: false,
      admission_yen: 0,
      overtime_minutes: '30',
    };
    const { yen, lines } = pricing.slots(answer, scope);
    expect(yen).toBe(6000);
    expect(lines.map((line) => [line.label['ja'], line.yen])).toEqual([
      ['市民体育館 アリーナ（全面） 午後（13時〜17時）', 4800],
      ['市民体育館 アリーナ（全面） 延長（1時間）', 1200],
    ]);
    // The gym has its own place in the books.
    expect(lines.map(({ revenueItem }) => revenueItem)).toEqual(['sports_center', 'sports_center']);
    expect(lines[1]?.label['en']).toBe('City Gym, arena (whole) overtime (1 h)');
  });
  it('whole numbers may come as BigInt, as conditions reckon them', () => {
    const scope = { purpose: 'amateur', charges_admission: true, admission_yen: 1001n };
    expect(pricing.slots({ ...answer, resource: 'hall' }, scope).yen).toBe(11470);
  });
  it('costs what the cheapest use costs as long as answers are missing', () => {
    expect(pricing.slots(answer, { purpose: '' }).yen).toBe(4800);
  });
  it('that is gone costs nothing', () => {
    expect(pricing.slots({ ...answer, resource: 'pool' }, {})).toEqual({ yen: 0, lines: [] });
  });
});

describe('items', () => {
  it('are named in each language, with how many', () => {
    const { yen, lines } = pricing.items('bulky_items', [{ item: 'kotatsu-futon', quantity: 3 }]);
    expect(yen).toBe(1000);
    expect(lines).toMatchObject([
      {
        label: { ja: 'こたつ布団', 'ja-easy': 'こたつの ふとん', en: 'Kotatsu quilt' },
        count: 3,
        yen: 1000,
      },
    ]);
  });
  it('of an unknown catalogue cost nothing', () => {
    expect(pricing.items('unicorns', [{ item: 'chair', quantity: 1 }]).yen).toBe(0);
  });
});
