import { parseJapaneseDate } from '../../lib/eras.ts';
import type { CounterTask } from '../counter/sitting.ts';
import { type AskedName, askedFirstSounds } from './name-sounds.ts';

/** As it stands in the form. */
export interface TypedSearch extends AskedName {
  /** In either calendar: 昭和25年4月1日, S25.4.1, 1950/4/1. */
  readonly birth: string;
  /** Id of a procedure. */
  readonly purpose: string;
}

export interface RegisterSearchFor {
  readonly name: AskedName;
  /** JST day. */
  readonly birth: string;
  /** The procedure for which somebody is looked up. */
  readonly purpose: string;
}

export type SearchProblems = Readonly<Partial<Record<'name' | 'birth' | 'purpose', true>>>;

/** Nothing is filled in any more for what was sent, or is not done today. */
const OVER: ReadonlySet<CounterTask['state']> = new Set(['left_out', 'sent']);

/** What the sitting is about: nobody is looked up for anything else (個人情報保護法69条). */
export function searchPurposes(tasks: readonly CounterTask[]): readonly string[] {
  return tasks.filter(({ state }) => !OVER.has(state)).map(({ procedureId }) => procedureId);
}

/** @param today JST day */
export function readSearch(
  { family, given, birth, purpose }: TypedSearch,
  tasks: readonly CounterTask[],
  today: string,
): { readonly problems: SearchProblems } | { readonly search: RegisterSearchFor } {
  const name = { family, given };
  const day = parseJapaneseDate(birth) ?? '';
  // In the order of the form.
  const wrong = {
    purpose: !searchPurposes(tasks).includes(purpose),
    name: askedFirstSounds(name).length === 0,
    birth: day === '' || day > today,
  };
  const problems = Object.entries(wrong).filter(([, isWrong]) => isWrong);
  if (problems.length === 0) return { search: { name, birth: day, purpose } };
  return { problems: Object.fromEntries(problems.map(([key]) => [key, true])) };
}
