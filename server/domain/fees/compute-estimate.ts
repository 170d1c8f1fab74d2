import type { Answers } from '../fields/answers.ts';
import type { Journey, Procedure } from '../procedures/procedure.ts';
import { scopeWithRow } from '../procedures/row-scope.ts';
import { rowsOf } from '../procedures/rows.ts';

interface EstimateLine {
  /** Text `estimate.lines.<key>`, which may name row fields in braces. */
  readonly key: string;
  readonly yen: number;
  /** With `each`: number of the row (0 = the first) and its answers, for the text. */
  readonly row?: number;
  readonly answers?: Answers;
}

/** An estimate in integer yen, shown on check-your-answers; never owed or promised. */
export interface Estimate {
  readonly yen: number;
  readonly lines: readonly EstimateLine[];
}

/** Undefined when the procedure has none. */
export function computeEstimate(procedure: Procedure, journey: Journey): Estimate | undefined {
  if (!procedure.estimate) return undefined;
  const { scope, answers } = journey;
  const lines = procedure.estimate.lines.flatMap(({ key, each, yen }): EstimateLine[] => {
    if (each === undefined) return [{ key, yen: yen.run(scope) }];
    const rows = scope[each];
    if (!Array.isArray(rows)) return [];
    return rows.map((row, index) => ({
      key,
      yen: yen.run(scopeWithRow(scope, row)),
      row: index,
      answers: rowsOf(answers, each)[index] ?? {},
    }));
  });
  return { yen: lines.reduce((sum, line) => sum + line.yen, 0), lines };
}
