import type { Answers } from '../../../domain/fields/answers.ts';
import { maskedIndividualNumber } from '../../../domain/fields/types/individual-number.ts';
import type { Field, Procedure } from '../../../domain/procedures/procedure.ts';
import { rowsOf } from '../../../domain/procedures/rows.ts';

interface NumberPlace {
  readonly field: Field;
  readonly row?: number;
  /** As `openIndividualNumbers` names it: `my_number`, `children.0.my_number`. */
  readonly path: string;
  readonly masked: string;
}

/** Individual numbers (個人番号) that were given, masked, by their place. */
export function numberPlaces({ fields }: Procedure, answers: Answers): readonly NumberPlace[] {
  return [...fields.values()]
    .filter(({ type }) => type === 'individual_number')
    .flatMap((field): NumberPlace[] => {
      const { id, repeat } = field;
      const rows = repeat === undefined ? [answers] : rowsOf(answers, repeat);
      return rows.flatMap((row, index) => {
        const value = row[id];
        if (value === undefined) return [];
        const path = repeat === undefined ? id : `${repeat}.${index}.${id}`;
        const masked = maskedIndividualNumber(value);
        return [{ field, path, masked, ...(repeat !== undefined && { row: index }) }];
      });
    });
}

export function numbersIn(procedure: Procedure, answers: Answers): boolean {
  return numberPlaces(procedure, answers).length > 0;
}
