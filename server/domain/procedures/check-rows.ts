import type { Answers, AnswerValue, FieldError } from '../fields/answers.ts';
import { placedErrors, savedRows } from '../fields/inner-rows.ts';
import { problem } from '../fields/raw-input.ts';
import { runRowChecks } from './page-checks.ts';
import { tooFew } from './parse-rows.ts';
import type { Field, OpenScope, ScopeRules } from './procedure.ts';

interface CheckedRow {
  readonly complete: boolean;
  readonly shown: readonly Field[];
  readonly errors: readonly FieldError[];
  readonly kept: Answers;
}

type CheckRow = (
  fields: readonly Field[],
  answers: Answers,
  put: (field: Field, value: AnswerValue | undefined) => void,
) => CheckedRow;

/**
 * Do saved rows of a group inside a page still hold? `checkRow` goes through the fields of one row
 * as it does through those of a page.
 * @param lenient in an example with few answers, a rule speaks only if what it leans on is answered
 */
export function checkRows(
  field: Field,
  value: AnswerValue,
  scope: OpenScope,
  rules: ScopeRules,
  lenient: boolean,
  checkRow: CheckRow,
): { complete: boolean; errors: readonly FieldError[]; value: AnswerValue } {
  const { fields = [], min = 0, max = 0 } = field.rows ?? {};
  const rows = savedRows(value);
  const outer = scope['row'];
  const failedChecks = ({ shown, kept }: CheckedRow) =>
    runRowChecks(field, scope, lenient ? { fields: shown, answers: kept } : undefined);
  const errors: FieldError[] = [];
  let complete = true;
  const kept = rows.map((answers, index) => {
    const row = rules.newRow(String(fields[0]?.repeat), index);
    scope['row'] = row;
    const checked = checkRow(fields, answers, (one, answer) => {
      if (answer !== undefined) rules.putInRow(row, one, answer);
    });
    const failed = checked.complete || lenient ? failedChecks(checked) : [];
    errors.push(...placedErrors(field, index, [...checked.errors, ...failed]));
    complete &&= checked.complete && failed.length === 0;
    return checked.kept;
  });
  scope['row'] = outer;
  if (rows.length > max) errors.push(...problem(field, 'too_many_rows', { max }));
  else if (rows.length < min) errors.push(tooFew(field));
  return { complete: complete && errors.length === 0, errors, value: kept };
}
