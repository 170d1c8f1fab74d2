import { describe, expect, it } from 'vitest';
import { finishedRate } from '../../../server/domain/understanding/finished-rate.ts';
import type { FormCount, FormMeasure } from '../../../server/domain/understanding/form-count.ts';
import { nextMend } from '../../../server/domain/understanding/next-mend.ts';
import { understand } from '../../../server/domain/understanding/understand.ts';

type Line = readonly [FormMeasure, string, string, number];

const counts = (...lines: readonly Line[]): FormCount[] =>
  lines.map(([measure, key, slice, count]) => ({
    month: '2026-11',
    procedureId: 'dog-registration',
    measure,
    key,
    slice,
    count,
  }));

/** A hundred began, 40 gave up on the second page. */
const FUNNEL: readonly Line[] = [
  ['started', '', '', 100],
  ['page_reached', 'owner', '', 100],
  ['page_passed', 'owner', '', 98],
  ['page_refused', 'owner', '', 49],
  ['page_reached', 'dogs', '', 98],
  ['page_passed', 'dogs', '', 58],
  ['page_reached', 'check', '', 58],
  ['page_passed', 'check', '', 57],
];
const PAGES = ['owner', 'dogs'];

describe('what the counts say', () => {
  it('is a funnel: who came to each page, who passed, who gave up', () => {
    const found = understand(counts(...FUNNEL), PAGES);
    expect([found.started, found.sent]).toEqual([100, 57]);
    expect(found.pages.map(({ page, dropOff }) => [page, dropOff?.toFixed(2)])).toEqual([
      ['owner', '0.02'],
      ['dogs', '0.41'],
      ['check', '0.02'],
    ]);
    expect(found.pages[0]?.refusedPerPass).toBe(0.5);
  });

  it('adds months up, and a page of last month’s starters is never passed more than reached', () => {
    const [first] = counts(['page_passed', 'owner', '', 3]);
    const found = understand(
      [first as FormCount, { ...(first as FormCount), month: '2026-10' }],
      PAGES,
    );
    expect(found.pages[0]).toMatchObject({ reached: 6, passed: 6, dropOff: 0 });
  });

  it('tells languages, errors and returns by how often', () => {
    const found = understand(
      counts(
        ['started', '', 'locale:ja', 80],
        ['started', '', 'locale:vi', 20],
        ['sent', '', 'locale:ja', 70],
        ['started', '', 'source:poster', 30],
        ['sent', '', 'source:poster', 12],
        ['sent', '', 'source:mail', 5],
        ['page_reached', 'owner', '', 100],
        ['page_passed', 'owner', '', 70],
        ['field_stopped', 'owner/phone', '', 7],
        ['field_mended', 'owner/phone', '', 2],
        ['field_refused', 'owner/phone/phone', '', 7],
        ['field_refused', 'owner/name/required', '', 9],
        ['returned', 'attachments.proof/unreadable', '', 12],
      ),
      PAGES,
    );
    expect(found.locales).toEqual([
      { key: 'ja', started: 80, sent: 70, atCounter: 0 },
      { key: 'vi', started: 20, sent: 0, atCounter: 0 },
    ]);
    expect(found.sources).toEqual([
      { key: 'poster', started: 30, sent: 12, atCounter: 0 },
      { key: 'mail', started: 5, sent: 5, atCounter: 0 },
    ]);
    expect(found.fields[0]).toMatchObject({ field: 'name', code: 'required', count: 9, gaveUp: 0 });
    expect(found.fields[1]).toEqual({
      ...{ page: 'owner', field: 'phone', code: 'phone', count: 7 },
      ...{ perPass: 0.1, gaveUp: 5, dropOff: 0.05 },
    });
    expect(found.returns[0]).toMatchObject({ about: 'attachments.proof', reason: 'unreadable' });
  });
});

describe('who went on at the counter', () => {
  const AT_COUNTER: readonly Line[] = [
    ...FUNNEL,
    ['at_counter', 'dogs', '', 30],
    ['started', '', 'locale:vi', 20],
    ['sent', '', 'locale:vi', 4],
    ['at_counter', 'dogs', 'locale:vi', 9],
    ['at_counter', 'check', 'locale:vi', 6],
  ];

  it('has neither given up nor sent it online', () => {
    const found = understand(counts(...AT_COUNTER), PAGES);
    expect([found.started, found.sent, found.atCounter]).toEqual([100, 57, 30]);
    const dogs = found.pages.find(({ page }) => page === 'dogs');
    expect(dogs).toMatchObject({ reached: 98, passed: 58, atCounter: 30, gaveUp: 10 });
    expect(dogs?.dropOff).toBeCloseTo(10 / 98);
    expect(found.locales).toEqual([{ key: 'vi', started: 20, sent: 4, atCounter: 15 }]);
    expect(finishedRate(found)).toBeCloseTo(57 / 70);
  });

  it('stays among the rest while they are fewer than five, who would be told by what is left', () => {
    const few = understand(counts(...FUNNEL, ['at_counter', 'dogs', '', 4]), PAGES);
    expect(few.pages[1]).toMatchObject({ atCounter: 4, gaveUp: 40 });
    expect(finishedRate(few)).toBe(0.57);
  });

  it('went back to the phone and on: never fewer than nobody gave up', () => {
    const back = understand(counts(...FUNNEL, ['at_counter', 'owner', '', 50]), PAGES);
    expect(back.pages[0]).toMatchObject({ gaveUp: 0, dropOff: 0 });
  });
});

describe('the one thing to mend next', () => {
  const mendOf = (...lines: readonly Line[]) => nextMend(understand(counts(...lines), PAGES));

  it('is where most people are lost', () => {
    expect(
      mendOf(
        ...FUNNEL,
        ['field_refused', 'dogs/name/required', '', 20],
        ['field_stopped', 'dogs/name', '', 20],
        ['field_mended', 'dogs/name', '', 8],
      ),
    ).toMatchObject({
      kind: 'drop_off',
      page: 'dogs',
      people: 40,
      over: { field: 'name', people: 12 },
    });
  });

  it.each<[string, readonly Line[]]>([
    [
      'at_counter',
      [
        ['page_reached', 'dogs', '', 98],
        ['page_passed', 'dogs', '', 58],
        ['at_counter', 'dogs', '', 38],
      ],
    ],
    [
      'field_errors',
      [
        ['page_passed', 'owner', '', 98],
        ['field_refused', 'owner/phone/phone', '', 60],
      ],
    ],
    [
      'returned',
      [
        ['page_passed', 'check', '', 57],
        ['returned', 'fields.name/wrong', '', 30],
      ],
    ],
    [
      'slow_page',
      [
        ['page_passed', 'owner', '', 98],
        ['page_time', 'owner', 'time:600', 98],
      ],
    ],
    [
      'language',
      [
        ['started', '', '', 100],
        ['page_passed', 'check', '', 70],
        ['started', '', 'locale:vi', 30],
        ['sent', '', 'locale:vi', 3],
      ],
    ],
  ])('can be %s', (kind, lines) => expect(mendOf(...lines)?.kind).toBe(kind));

  it('is no language whose people went on at the counter', () => {
    const lines = (atCounter: number): Line[] => [
      ['started', '', '', 100],
      ['page_passed', 'check', '', 70],
      ['started', '', 'locale:vi', 30],
      ['sent', '', 'locale:vi', 3],
      ['at_counter', 'none', 'locale:vi', atCounter],
    ];
    expect(mendOf(...lines(0))?.kind).toBe('language');
    expect(mendOf(...lines(27))).toBeUndefined();
  });

  it('is nothing while few have been here, or all goes well', () => {
    const fewer = FUNNEL.map(([a, b, c, count]): Line => [a, b, c, Math.round(count / 6)]);
    expect(mendOf(...fewer)).toBeUndefined();
    expect(
      mendOf(
        ['started', '', '', 500],
        ['page_reached', 'owner', '', 500],
        ['page_passed', 'owner', '', 490],
      ),
    ).toBeUndefined();
  });
});
