import { caseInput, casesIn, flatCases, MOST_CASES } from './builder-amount-cases.ts';
import { conditionView } from './builder-condition-view.ts';
import { type FormInput, nameOf } from './builder-input.ts';
import type { Shown } from './builder-read-input.ts';
import { textOf } from './builder-tree.ts';

const oneOf = (value: unknown) => textOf([value].flat()[0]);

/** The cases of an amount as their view prints them. */
export function amountView(one: FormInput, values: Shown, id: string) {
  if (one.kind !== 'amounts') return undefined;
  const name = nameOf(one.path);
  const cases = casesIn(values, name);
  const flat = flatCases(cases, name);
  const sum = (of: string, said: string, key: string, chosen: string) => ({
    id: `${id}-${key.replaceAll('.', '-')}`,
    label: said,
    name: `${name}.${key}`,
    ofName: `${name}.${chosen}`,
    yen: oneOf({ ...values, ...flat }[`${name}.${key}`]),
    of,
  });
  return {
    cases: cases.map((each, at) => {
      const input = caseInput(one, at);
      const own = `${id}-${at}-when`;
      const sumOfCase = sum(oneOf(each['of']), '金額（円）', `${at}.yen`, `${at}.of`);
      return {
        at,
        was: { name: `${name}.${at}.was`, value: oneOf(each['was']) },
        input: { ...input, id: own, when: conditionView(input, flat, own) },
        sum: sumOfCase,
        isFirst: at === 0,
        isLast: at === cases.length - 1,
      };
    }),
    otherwise: sum(
      oneOf(values[`${name}.else_of`]),
      cases.length > 0 ? 'どの場合でもないときの金額（円）' : '金額（円）',
      'else',
      'else_of',
    ),
    canAdd: cases.length < MOST_CASES,
  };
}
