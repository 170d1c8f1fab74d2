import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../server/lib/jst-date.ts';
import { answered } from './real-town.ts';

const MOVED_ON = '2026-11-06';

function endedBy(moved_on: string, today: string) {
  const answers = { registered: true, moved_on, moved_to: 'home', certification: 'certified' };
  return answered('care-after-moving', { applying_as: 'self', ...answers }, today).endedBy;
}

describe('the 14 days after moving', () => {
  it.each([
    ['2026-11-06', '2026-11-06', undefined],
    ['2026-11-06', '2026-11-20', undefined],
    ['2026-11-06', '2026-11-21', 'too_late'],
    // The 14th day is a Saturday, then come a Sunday and a holiday.
    ['2026-11-07', '2026-11-24', undefined],
    ['2026-11-07', '2026-11-25', 'too_late'],
    // It falls into the days around the New Year.
    ['2026-12-16', '2027-01-04', undefined],
    ['2026-12-16', '2027-01-05', 'too_late'],
  ])('moved on %s, today %s: %s', (movedOn, today, end) => {
    expect(endedBy(movedOn, today)).toBe(end);
  });

  it('once over, it stays over', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), (days) => {
        const [here, next] = [addDays(MOVED_ON, days), addDays(MOVED_ON, days + 1)];
        return endedBy(MOVED_ON, here) === undefined || endedBy(MOVED_ON, next) === 'too_late';
      }),
    );
  });
});

describe('who need not or cannot apply', () => {
  const ended = (answers: Record<string, string | boolean>) =>
    answered(
      'care-after-moving',
      { registered: true, moved_on: MOVED_ON, ...answers },
      '2026-11-09',
    ).endedBy;
  it.each([
    [{ registered: false }, 'not_registered'],
    [{ moved_to: 'facility', certification: 'certified' }, 'into_facility'],
    [{ moved_to: 'home', certification: 'waiting' }, 'result_awaited'],
    [{ moved_to: 'home', certification: 'none' }, 'not_certified'],
    [{ moved_to: 'home', certification: 'certified' }, undefined],
  ])('%o: %s', (answers, end) => {
    expect(ended(answers)).toBe(end);
  });
});
