import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readAmountTable, writeAmountTable } from '../../../server/domain/builder/amount-cases.ts';

const YEN = fc.oneof(
  fc.nat(90_000).map(String),
  fc.constantFrom('amounts.tag', 'n * 100', 'f(a ? 1 : 2)'),
);
const WHEN = fc.constantFrom(
  'kind == "a ? b : c"',
  'row.age < 3',
  '!chip && x in ["?", \':\']',
  '(a ? b : c)',
);

it('an amount by cases is read as it was written, whatever stands in quotes and brackets', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ when: WHEN, yen: YEN }), { maxLength: 4 }),
      YEN,
      (cases, otherwise) => {
        const written = writeAmountTable({ cases, otherwise });
        expect(readAmountTable(String(written))).toEqual({ cases, otherwise });
      },
    ),
  );
  expect(writeAmountTable({ cases: [], otherwise: '300' })).toBe(300);
  expect(readAmountTable('a ? b ? 1 : 2 : 3')).toBeUndefined();
});

it('a choice inside of a case stays inside of it', () => {
  const typed = { cases: [{ when: 'a ? b : c', yen: 'd ? 1 : 2' }], otherwise: '3' };
  const written = writeAmountTable(typed);
  expect(written).toBe('(a ? b : c) ? (d ? 1 : 2) : 3');
  expect(readAmountTable(String(written))?.cases).toHaveLength(1);
});

it('what could not be taken apart without loss is no table', () => {
  expect(readAmountTable('a // why: the town\n ? 1 : 2')).toBeUndefined();
  expect(readAmountTable('a ? : 2')).toBeUndefined();
});
