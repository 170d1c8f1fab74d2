import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileIndicators } from '../../../server/domain/indicators/compile-indicators.ts';
import { indicatorJsonSchema } from '../../../server/domain/indicators/indicator-schema.ts';
import { planValue } from '../../../server/domain/indicators/plan-value.ts';
import { declaredInSample } from '../../support/sample-indicators.ts';
import { loadSampleTown } from '../../support/sample-town.ts';
import { ROOT } from '../../support/source-tree.ts';

const FOLDER = join(ROOT, 'procedures');
const TEXT = readFileSync(join(FOLDER, 'indicators.yaml'), 'utf8');

async function compiled(change: (text: string) => string = (text) => text) {
  const text = change(TEXT);
  const { indicators, findings } = compileIndicators(
    'indicators.yaml',
    text,
    await loadSampleTown(),
  );
  return {
    indicators,
    findings,
    lineOf: (part: string) => text.slice(0, text.indexOf(part)).split('\n').length,
  };
}

describe('indicators.yaml', () => {
  it('declares every figure of the plans, without a finding', async () => {
    const { indicators, findings } = await compiled();
    expect(findings).toEqual([]);
    const plan = indicators.map(({ id, baseline, targets }) => [
      id,
      baseline.value,
      targets.at(-1)?.value,
    ]);
    expect(plan).toEqual([
      ['procedures_online', 31, 60],
      ['online_applications', 4000, 6000],
      ['applications_by_card', 181, 240],
      ['facility_bookings', 1000, 1500],
      ['cashless_items', 7, 17],
      ['counter_issues', 181, 1500],
      ['waiting_time', 90, 45],
      ['incidents', 0, 0],
      ['volume_online', 52, 77],
      ['smartphone_classes', 120, 400],
    ]);
  });

  it.each([
    ['unit: bookings', 'unit: booking', 'wrong_value', 'unit: booking\n'],
    [
      'id: cashless_items',
      'id: incidents',
      'duplicate_id',
      'id: incidents\n    name:\n      ja: 情報',
    ],
    ['queue: tax', 'queue: taxes', 'unknown_name', 'source: { from: waiting_time'],
    ['[facility-booking]', '[facility-bookings]', 'unknown_name', 'source: { from: bookings'],
    ['      vi: Đặt chỗ cơ sở công cộng\n', '', 'missing_text', 'name:\n      ja: 施設の予約'],
    ['"{施設|しせつ}の {予約|よやく}"', '施設の よやく', 'bare_kanji', 'ja-easy: 施設の'],
    [
      'fiscal_year: 2029, value: 77',
      'fiscal_year: 2029, value: 770',
      'wrong_value',
      'targets: [{ fiscal_year: 2029, value: 770',
    ],
    [
      'fiscal_year: 2025, value: 41',
      'fiscal_year: 2024, value: 41',
      'wrong_order',
      '- { fiscal_year: 2024, value: 41',
    ],
    ['direction: down', 'directoin: down', 'unknown_key', 'directoin: down'],
    ['indicators:\n', 'indicators: [\n', 'yaml', ''],
  ])('is told where %s became %s', async (good, bad, code, place) => {
    const { findings, lineOf } = await compiled((text) => text.replace(good, bad));
    const found = findings.find((finding) => finding.code === code);
    expect(found, JSON.stringify(findings)).toBeDefined();
    if (place !== '') expect(found?.line).toBe(lineOf(place));
    expect(found?.mend).not.toBe('');
  });

  it('leaves out what is wrong, and nothing else', async () => {
    const { indicators } = await compiled((text) => text.replace('queue: tax', 'queue: taxes'));
    expect(indicators).toHaveLength(9);
  });

  it('is published as JSON Schema', () => {
    expect(readFileSync(join(FOLDER, 'indicators.schema.json'), 'utf8')).toBe(
      indicatorJsonSchema(),
    );
  });
});

it('the plan of a year between two declared ones lies on the line between them', async () => {
  const cashless = await declaredInSample('cashless_items');
  const years = [2022, 2023, 2024, 2026, 2029, 2030];
  expect(years.map((year) => planValue(cashless, year))).toEqual([null, 7, 9, 12, 17, null]);
  const share = await declaredInSample('inventory_share');
  expect(planValue(share, 2024)).toBe(56.2);
});
