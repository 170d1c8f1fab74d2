import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLocale } from '../../support/locale-files.ts';
import { procedureOf } from '../../support/sample-town.ts';
import { answered, town } from './real-town.ts';

interface Claim {
  readonly today?: string;
  readonly siblings?: readonly { birth: string; cares?: boolean; pays?: boolean }[];
}

/** Births of the children, in the order of the form. */
function claim(births: readonly string[], { today = '2026-11-21', siblings = [] }: Claim = {}) {
  const answers = {
    role: 'parent',
    work: 'employee',
    older_count: siblings.length,
    children: births.map((birth) => ({ birth })),
    siblings: siblings.map((row) => ({ cares: true, pays: true, ...row })),
  };
  return answered('child-allowance', answers, today);
}

describe('the amount a month', () => {
  // 児童手当法6条: 15,000 yen under three, 10,000 after, 30,000 from the third child on.
  it.each([
    ['one of sixteen', ['2010-07-01'], [10000]],
    ['one of two', ['2024-05-05'], [15000]],
    ['a newborn and a pupil', ['2026-11-20', '2018-04-02'], [15000, 10000]],
    ['three', ['2012-01-01', '2015-01-01', '2018-01-01'], [10000, 10000, 30000]],
    [
      'three, the baby written first',
      ['2026-01-01', '2012-01-01', '2015-01-01'],
      [30000, 10000, 10000],
    ],
    [
      'four',
      ['2010-01-01', '2013-01-01', '2016-01-01', '2025-01-01'],
      [10000, 10000, 30000, 30000],
    ],
    ['triplets under three', ['2025-06-06', '2025-06-06', '2025-06-06'], [15000, 15000, 30000]],
  ])('of %s', (_, births, yen) => {
    expect(claim(births).estimate).toEqual(yen);
  });

  it('follows the example of 長南町: 20, 17, 13 and 10 years', () => {
    const { estimate, attachments } = claim(['2009-06-15', '2013-05-20', '2016-02-03'], {
      siblings: [{ birth: '2006-08-08' }],
    });
    expect(estimate).toEqual([0, 10000, 30000, 30000]);
    expect(attachments).toEqual(['sibling_confirmation']);
  });

  it('two students away raise the first child to the third', () => {
    const siblings = [{ birth: '2005-05-05' }, { birth: '2007-07-07' }];
    expect(claim(['2015-05-05'], { siblings }).estimate).toEqual([0, 0, 30000]);
  });

  it.each([{ cares: false }, { pays: false }])('a sibling with %o does not count', (part) => {
    const siblings = [{ birth: '2006-08-08', ...part }];
    const { estimate, attachments } = claim(['2012-01-01', '2015-01-01'], { siblings });
    expect(estimate).toEqual([0, 10000, 10000]);
    expect(attachments).toEqual([]);
  });
});

describe('the edges of years', () => {
  // 長南町, 庄原市: in fiscal 2024 the last pupils are born from 2 April 2006 on, in each later
  // fiscal year a year later; students to be counted are four years older.
  it.each([2024, 2025, 2026, 2027])('in fiscal %i: 18 and 22 end on 1 April birthdays', (year) => {
    const days = [`${year}-10-01`, `${year + 1}-03-31`];
    for (const today of days) {
      expect(claim([`${year - 18}-04-02`], { today }).errors, today).toEqual([]);
      expect(claim([`${year - 18}-04-02`], { today }).estimate, today).toEqual([10000]);
      expect(claim([`${year - 18}-04-01`], { today }).errors, today).toEqual(['too_old']);
      expect(claim([`${year - 18}-04-01`], { today }).estimate, today).toEqual([0]);
      const pupils = ['2014-01-01', '2015-01-01'];
      const withSibling = (birth: string) => claim(pupils, { today, siblings: [{ birth }] });
      expect(withSibling(`${year - 18}-04-01`).errors, today).toEqual([]);
      expect(withSibling(`${year - 22}-04-02`).errors, today).toEqual([]);
      expect(withSibling(`${year - 22}-04-01`).errors, today).toEqual(['wrong_age']);
      expect(withSibling(`${year - 18}-04-02`).errors, today).toEqual(['wrong_age']);
    }
  });

  it('the month of the third birthday is the last at 15,000 yen', () => {
    const months = ['2026-10-31', '2026-11-01', '2026-11-30', '2026-12-01'];
    for (const birth of ['2023-11-01', '2023-11-15', '2023-11-30']) {
      const yen = months.map((today) => claim([birth], { today }).estimate[0]);
      expect(yen, birth).toEqual([15000, 15000, 15000, 10000]);
    }
  });

  it('a child of 29 February is three in February', () => {
    const yen = (today: string) => claim(['2024-02-29'], { today }).estimate;
    expect([yen('2027-02-28'), yen('2027-03-01')]).toEqual([[15000], [10000]]);
  });
});

describe('15 days from the next day', () => {
  const isLate = (event: string, today: string) =>
    answered(
      'child-allowance',
      { work: 'employee', reason: 'birth', event_date: event },
      today,
    ).value('late');
  it.each([
    ['an ordinary week', '2026-11-10', '2026-11-25'],
    ['a Saturday before a holiday Monday', '2026-11-06', '2026-11-24'],
    ['the days around the new year', '2026-12-14', '2027-01-04'],
    ['Golden Week', '2026-04-18', '2026-05-07'],
  ])('end in time in %s', (_, event, last) => {
    const next = new Date(Date.parse(last) + 86_400_000).toISOString().slice(0, 10);
    expect([isLate(event, last), isLate(event, next)]).toEqual([false, true]);
  });
});

describe('with any family', () => {
  const BIRTH = fc
    .date({ min: new Date('2008-04-02'), max: new Date('2026-11-21'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const SIBLING = fc.record({
    birth: fc.constant('2006-08-08'),
    cares: fc.boolean(),
    pays: fc.boolean(),
  });
  const total = (yen: readonly number[]) => yen.reduce((sum, one) => sum + one, 0);

  it('one more child never makes the total smaller', () => {
    fc.assert(
      fc.property(
        fc.array(BIRTH, { minLength: 1, maxLength: 9 }),
        fc.array(SIBLING, { maxLength: 2 }),
        BIRTH,
        (births, siblings, added) => {
          const before = total(claim(births, { siblings }).estimate);
          expect(total(claim([...births, added], { siblings }).estimate)).toBeGreaterThan(before);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('the order in which children are written does not change the total', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          ['2010-01-01', '2013-03-03', '2024-04-04', '2024-04-04', '2026-06-06'],
          { minLength: 5 },
        ),
        (births) => {
          expect(total(claim(births).estimate)).toBe(110000);
        },
      ),
    );
  });
});

it('the page of children names the button as it is written there', () => {
  const procedure = procedureOf(town.library, 'child-allowance');
  for (const locale of town.library.municipality.languages) {
    const button = readLocale(locale).get('apply:add_another');
    expect(procedure.text(locale, 'pages.children.hint'), locale).toContain(button);
  }
});
