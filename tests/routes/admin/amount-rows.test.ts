import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeAmountTable } from '../../../server/domain/builder/amount-cases.ts';
import { writeCondition } from '../../../server/domain/builder/write-condition.ts';
import { steppedCases } from '../../../server/routes/admin/builder-amount-cases.ts';
import { readAmounts, showAmounts } from '../../../server/routes/admin/builder-amount-input.ts';
import { input } from '../../../server/routes/admin/builder-input.ts';
import { CONDITION } from '../../support/chosen-conditions.ts';

const choices = [{ value: 'amounts.tag', text: '鑑札' }];
const sum = input.amounts('yen', '金額', { choices });
const YEN = fc.oneof(
  fc.nat(9000).map(String),
  fc.constantFrom('amounts.tag', 'n *  2', '(a ? 1 : 2)'),
);
const CASE = fc.record({ when: CONDITION.map(writeCondition), yen: YEN });
const TABLE = fc.record({ cases: fc.array(CASE, { maxLength: 5 }), otherwise: YEN });

it('an amount that was shown and sent back unchanged stays letter by letter', () => {
  fc.assert(
    fc.property(TABLE, (table) => {
      const loose = String(writeAmountTable(table)).replaceAll(' ? ', '\n  ? ');
      expect(readAmounts(sum, showAmounts(sum, loose), loose)).toEqual({ value: loose });
    }),
  );
});

it('a case goes up and down with all that is in it, and away without the others', () => {
  fc.assert(
    fc.property(TABLE, fc.nat(4), (table, at) => {
      fc.pre(at < table.cases.length);
      const written = writeAmountTable(table);
      const after = (step: string) => {
        const shown = showAmounts(sum, written);
        const stepped = steppedCases([sum], `cases:yen:${step}.${at}`, shown)?.shown ?? {};
        return readAmounts(sum, stepped, written);
      };
      const { cases, otherwise } = table;
      const others = cases.toSpliced(at, 1);
      const value = (list: typeof cases) => ({
        value: writeAmountTable({ cases: list, otherwise }),
      });
      expect(after('remove')).toEqual(value(others));
      const [own] = cases.slice(at, at + 1);
      const down = others.toSpliced(Math.min(at + 1, others.length), 0, own as (typeof cases)[0]);
      expect(after('down')).toEqual(value(down));
    }),
  );
});
