import type { Answers, AnswerValue } from '../fields/answers.ts';
import type { Field, Procedure } from '../procedures/procedure.ts';
import { rowsOf } from '../procedures/rows.ts';

/** One answer that is not as it was. */
interface AnswerChange {
  readonly field: Field;
  /** Row of a repeat, from 0. */
  readonly row?: number;
  /** undefined: there was none. */
  readonly before: AnswerValue | undefined;
  /** undefined: it is gone. */
  readonly after: AnswerValue | undefined;
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function changesIn(
  fields: readonly Field[],
  before: Answers,
  after: Answers,
  row?: number,
): AnswerChange[] {
  return fields
    .map((field) => ({
      field,
      ...(row !== undefined && { row }),
      before: before[field.id],
      after: after[field.id],
    }))
    .filter((change) => !isSame(change.before, change.after));
}

/**
 * Two hand-ins of a case, field by field in the order of the definition. Rows are compared by their
 * place: one that is new or gone shows all of its answers.
 */
export function answerChanges(
  { fields }: Pick<Procedure, 'fields'>,
  before: Answers,
  after: Answers,
): readonly AnswerChange[] {
  const byRepeat = Map.groupBy(fields.values(), ({ repeat }) => repeat);
  return [...byRepeat].flatMap(([repeat, own]) => {
    if (repeat === undefined) return changesIn(own, before, after);
    const [old, now] = [rowsOf(before, repeat), rowsOf(after, repeat)];
    const rows = Math.max(old.length, now.length);
    return Array.from({ length: rows }, (_, row) =>
      changesIn(own, old[row] ?? {}, now[row] ?? {}, row),
    ).flat();
  });
}
