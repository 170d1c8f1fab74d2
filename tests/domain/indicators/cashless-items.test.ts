import { describe, expect, it } from 'vitest';
import { cashlessItems } from '../../../server/domain/indicators/cashless-items.ts';
import { computeIndicators } from '../../../server/domain/indicators/compute-indicators.ts';
import { revenueFindings } from '../../../server/domain/procedures/revenue-findings.ts';
import { indicatorRows } from '../../../server/routes/open-data/indicator-rows.ts';
import { declaredInSample } from '../../support/sample-indicators.ts';
import { loadSampleTown } from '../../support/sample-town.ts';

const TODAY = '2026-11-21';
const both = { online: true, counter: true };

async function town() {
  const { revenueItems, municipality } = (await loadSampleTown()).town;
  const plan = await declaredInSample('cashless_items');
  return { items: [...revenueItems.values()], revenueItems, municipality, plan };
}

describe('items that can be paid without cash', () => {
  it('are counted towards the plan: 7 in fiscal 2023, 17 in 2029', async () => {
    const { items, plan } = await town();
    const found = cashlessItems(items, plan, both, TODAY);
    expect(found).toMatchObject({
      all: 17,
      fiscalYear: 2026,
      baseline: { fiscalYear: 2023, items: 7 },
      target: { fiscalYear: 2029, items: 17 },
    });
    expect(found.items).toContain('water_charge');
    expect(found.items).not.toContain('museum_admission');
    expect(found.items).not.toContain('dog_fee');
  });

  it('are those for which there is a way today; local taxes have the national site', async () => {
    const { items, plan } = await town();
    const count = (online: boolean, counter: boolean) =>
      cashlessItems(items, plan, { online, counter }, TODAY).items;
    expect(count(false, false)).toEqual(['resident_tax', 'property_tax', 'light_vehicle_tax']);
    expect(count(false, true)).toEqual(count(true, false));
    expect(count(true, true).length).toBeGreaterThan(7);
  });

  it('grow by one when the town takes one more, and are in the open data', async () => {
    const { items, plan } = await town();
    const more = items.map((item) =>
      item.key === 'museum_admission' ? { ...item, cashless: true } : item,
    );
    const before = cashlessItems(items, plan, both, TODAY).items.length;
    const cashless = cashlessItems(more, plan, both, TODAY);
    expect(cashless.items).toHaveLength(before + 1);
    const figures = computeIndicators({
      counts: [],
      procedures: [],
      plan: undefined,
      languages: [],
      today: TODAY,
    });
    const rows = indicatorRows({ ...figures, cashless }, () => '');
    expect(rows.filter(([, dimension]) => dimension === 'cashless')).toEqual([
      ['FY2023', 'cashless', '', '', 'items_planned', 7],
      ['FY2029', 'cashless', '', '', 'items_planned', 17],
      ['FY2026', 'cashless', '', '', 'items_cashless', before + 1],
    ]);
  });

  it('have their names in every language of the town, and the check says where one is missing', async () => {
    const { revenueItems, municipality } = await town();
    const check = (items: typeof revenueItems) =>
      revenueFindings('revenue-items.yaml', items, municipality.languages, () => 1);
    expect(check(revenueItems)).toEqual([]);
    const [key, item] = [...revenueItems][0] ?? [];
    if (key === undefined || item === undefined) throw new Error('no item');
    const { vi: _vi, ...name } = item.name;
    expect(check(new Map([[key, { ...item, name }]]))).toMatchObject([
      { code: 'missing_text', message: expect.stringContaining('vi') },
    ]);
  });
});
