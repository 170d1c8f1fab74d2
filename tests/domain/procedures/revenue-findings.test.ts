import { describe, expect, it } from 'vitest';
import type { Town } from '../../../server/domain/procedures/town.ts';
import { revenueBook } from '../../../server/domain/revenue/revenue-book.ts';
import type { RevenueItem } from '../../../server/domain/revenue/revenue-item.ts';
import { loadSampleTown } from '../../support/sample-town.ts';
import { compile, sampleTown } from './sample-town.ts';

const item = (key: string): RevenueItem => ({
  key,
  code: '14-01-01-01',
  name: { ja: key },
  kind: 'usage',
  taxPercent: 0,
  cashless: true,
  counted: true,
  elQr: false,
});

function town(hallItem?: string): Town {
  const hall = { id: 'hall-a', name: { ja: '大ホール' } };
  const own = hallItem === undefined ? hall : { ...hall, revenueItem: hallItem };
  return {
    ...sampleTown(),
    revenueItems: new Map(['hall_fee', 'copy_fee'].map((key) => [key, item(key)])),
    resources: { inGroup: (group) => (group === 'halls' ? [own] : []) },
  };
}

const PAGES = `pages:
  - id: one
    title: 最初
    fields:
      hall: { type: choice, label: 場所, options_from: resources.halls }
      pieces: { type: number, label: 数, min: 1, max: 9 }
`;
const line = (own = '') => `lines: [{ item: a, label: 料金, yen: 100 * pieces${own} }]`;
const found = (fee: string, hallItem?: string) =>
  compile(`${PAGES}fee: { when: with_application, ${fee} }\n`, town(hallItem)).findings.map(
    ({ code, message }) => `${code} ${message}`,
  );

describe('the place of a fee in the books', () => {
  it.each([
    [`revenue_item: hall_fee, ${line()}`, undefined],
    [line(', revenue_item: copy_fee'), undefined],
    [`revenue_item: hall_fee, ${line()}`, 'copy_fee'],
  ])('is known: %s, the hall %s', (fee, hallItem) => {
    expect(found(fee, hallItem)).toEqual([]);
  });

  it.each([
    ['missing_key', line(), undefined],
    ['unknown_name', `revenue_item: hal_fee, ${line()}`, undefined],
    ['unknown_name', `revenue_item: hall_fee, ${line(', revenue_item: copies')}`, undefined],
    ['unknown_name 予約するもの「hall-a」の', `revenue_item: hall_fee, ${line()}`, 'sports'],
  ])('%s is told: %s, the hall %s', (said, fee, hallItem) => {
    const [first = '', ...others] = found(fee, hallItem);
    expect(first).toContain(said);
    expect(others).toEqual([]);
  });

  it('is that of what is booked before that of the procedure', async () => {
    const book = revenueBook(await loadSampleTown());
    const room = { item: 'room' };
    expect(book.itemOf('facility-booking', room)).toBe('community_hall');
    const gym = { ...room, revenueItem: 'sports_center' };
    expect(book.itemOf('facility-booking', gym)).toBe('sports_center');
    // One that the town has given up does not hide the money.
    expect(book.itemOf('facility-booking', { ...room, revenueItem: 'gone' })).toBe(
      'community_hall',
    );
  });
});
