import { isDeepStrictEqual } from 'node:util';
import type { Answers, AnswerValue } from '../fields/answers.ts';
import type { Procedure } from '../procedures/procedure.ts';
import { rowIdOf, rowIndexOf, rowsOf } from '../procedures/rows.ts';
import type { SittingFacts, WrongAnswer } from './sitting.ts';

/** Where an answer stands; `row` of a repeat page, 0 = the first. */
export interface AnswerPlace {
  readonly page: string;
  readonly row?: number;
  readonly field: string;
}

type Form = { readonly procedure: Procedure; readonly answers: Answers };

const repeatOf = ({ procedure }: Form, page: string) =>
  procedure.pages.find(({ id }) => id === page)?.repeat?.of ?? '';

function valueAt(form: Form, { page, row, field }: AnswerPlace): AnswerValue | null {
  const answers =
    row === undefined ? form.answers : rowsOf(form.answers, repeatOf(form, page))[row];
  return answers?.[field] ?? null;
}

/** Where a marked answer stands now; undefined when its row is gone. */
function placeNow(form: Form, { page, rowId, field }: WrongAnswer): AnswerPlace | undefined {
  if (rowId === undefined) return { page, field };
  const row = rowIndexOf(rowsOf(form.answers, repeatOf(form, page)), rowId);
  return row < 0 ? undefined : { page, row, field };
}

/** The resident pointed at these; earlier marks of that task go. */
export function markWrong(
  facts: SittingFacts,
  task: string,
  form: Form,
  places: readonly AnswerPlace[],
): SittingFacts {
  const marks = places.map((place): WrongAnswer => {
    const { page, row, field } = place;
    const rowId =
      row === undefined ? undefined : rowIdOf(rowsOf(form.answers, repeatOf(form, page)), row);
    return { page, ...(rowId !== undefined && { rowId }), field, was: valueAt(form, place) };
  });
  return { ...facts, wrong: { ...facts.wrong, [task]: marks } };
}

/** What was pointed at and is still as it was: a changed answer is no longer the one that was wrong. */
export function stillWrong(facts: SittingFacts, task: string, form: Form): readonly AnswerPlace[] {
  return (facts.wrong?.[task] ?? []).flatMap((mark) => {
    const place = placeNow(form, mark);
    return place && isDeepStrictEqual(valueAt(form, place), mark.was) ? [place] : [];
  });
}

/** Asked again, it is right as it stands; without a place all of that task are. */
export function confirmRight(
  facts: SittingFacts,
  task: string,
  form: Form,
  place?: AnswerPlace,
): SittingFacts {
  const marks = facts.wrong?.[task] ?? [];
  const left = marks.filter(
    (mark) => place !== undefined && !isDeepStrictEqual(placeNow(form, mark), place),
  );
  return { ...facts, wrong: { ...facts.wrong, [task]: left } };
}
