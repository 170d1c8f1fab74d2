import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeCondition } from '../../../server/domain/builder/write-condition.ts';
import type { Asked } from '../../../server/routes/admin/builder-asked.ts';
import {
  readConditionInput,
  showCondition,
} from '../../../server/routes/admin/builder-condition-input.ts';
import type { Clauses } from '../../../server/routes/admin/builder-conditions.ts';
import { input } from '../../../server/routes/admin/builder-input.ts';
import { CONDITION, FIELDS } from '../../support/chosen-conditions.ts';

const YES_NO = ['yes', 'no'].map((key) => ({ key, text: key }));
const asked = new Map(
  [...FIELDS].map(([name, field]): [string, Asked] => [
    name,
    {
      ...field,
      name,
      label: name,
      group: '',
      options: field.kind === 'yes_no' ? YES_NO : [],
      unit: '',
      isBirth: false,
    },
  ]),
);
const words = {
  label: String,
  option: String,
  amount: String,
  named: () => undefined,
  unit: String,
};
const clauses: Clauses = { asked, amounts: [], words, meaning: () => undefined };
const when = input.when('when', '出すとき', { clauses });

it('the rows of a form say every condition that can be chosen, and nothing is written anew that was not changed', () => {
  fc.assert(
    fc.property(CONDITION, (condition) => {
      const cel = writeCondition(condition);
      const shown = showCondition(when, cel);
      expect(Object.keys(shown).some((name) => name.endsWith('.q'))).toBe(true);
      const loose = `  ${cel.replaceAll(' && ', '\n  && ')}`;
      expect(readConditionInput(when, shown, loose)).toEqual({ value: loose });
      const typed = { ...shown, 'when.cel': '' };
      expect(readConditionInput(when, typed, undefined)).toEqual({ value: cel });
    }),
    { numRuns: 300 },
  );
});
