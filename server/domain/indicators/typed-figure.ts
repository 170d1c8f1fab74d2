import type { StaffActor } from '../cases/case.ts';

/** A figure that comes from elsewhere. The newest of an indicator and fiscal year counts. */
export interface TypedFigure {
  readonly id: string;
  readonly indicator: string;
  readonly fiscalYear: number;
  readonly value: number;
  /** Where it is from. */
  readonly note: string;
  readonly by: StaffActor;
  readonly at: Date;
}

export interface TypedFigureStore {
  /** With its entry in the audit log; what was there stays in the history. */
  add(figure: TypedFigure): Promise<void>;
  /** Newest first. */
  list(): Promise<readonly TypedFigure[]>;
}

const MOST = 1_000_000_000;
const NOTE_LETTERS = 300;

export interface TypedProblems {
  readonly fiscalYear?: true;
  readonly value?: true;
  readonly note?: true;
}

/** A number as people type it: 「1,234」, full-width digits, one decimal sign. undefined = it is none. */
export function readNumber(text: string): number | undefined {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replaceAll(/,(?=\d{3}(\D|$))/g, '');
  if (!/^\d{1,10}(\.\d{1,2})?$/.test(plain)) return undefined;
  const number = Number(plain);
  return number <= MOST ? number : undefined;
}

/** @param years that can be entered */
export function readTyped(
  typed: { readonly fiscalYear: string; readonly value: string; readonly note: string },
  years: readonly number[],
):
  | { readonly figure: Pick<TypedFigure, 'fiscalYear' | 'value' | 'note'> }
  | { readonly problems: TypedProblems } {
  const fiscalYear = Number(typed.fiscalYear);
  const value = readNumber(typed.value);
  const note = typed.note.trim();
  const isYear = years.includes(fiscalYear);
  const isNote = note !== '' && note.length <= NOTE_LETTERS;
  if (isYear && value !== undefined && isNote) return { figure: { fiscalYear, value, note } };
  return {
    problems: {
      ...(!isYear && { fiscalYear: true }),
      ...(value === undefined && { value: true }),
      ...(!isNote && { note: true }),
    },
  };
}

/** What counts, by fiscal year. @param figures newest first */
export function standingFigures(
  figures: readonly TypedFigure[],
  indicator: string,
): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const { indicator: of, fiscalYear, value } of figures) {
    if (of === indicator && !found.has(fiscalYear)) found.set(fiscalYear, value);
  }
  return found;
}
