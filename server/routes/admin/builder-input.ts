import type { EditPath } from '../../domain/builder/edit.ts';
import type { CelName, Clauses } from './builder-conditions.ts';

export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly hint?: string;
  /** Drawn beside it. */
  readonly sign?: string;
  /** Heading that it stands under. */
  readonly group?: string;
}

/** How something is entered, and what it is in the file. */
export type InputKind =
  | 'text' // one line
  | 'long' // several lines
  | 'int'
  | 'amount' // a whole number, an amount of the town (its choices), or an expression
  | 'amounts' // the same, or one for each case; its choices are amounts of the town
  | 'day'
  | 'month_day'
  | 'select'
  | 'radios'
  | 'picked' // a select whose choices are what stands in the file, as JSON
  | 'tick' // true, or not written
  | 'untick' // ticked unless `false` is written (required)
  | 'many' // list of some of the choices
  | 'lines' // list of texts, one a line
  | 'options' // map of key to text, one a line
  | 'when' // a condition, by choosing or as CEL
  | 'cel'; // an expression

/** One input of a form, bound to a place in the file. */
export interface FormInput {
  readonly kind: InputKind;
  /** Below the thing that the form is about. */
  readonly path: EditPath;
  readonly label: string;
  readonly hint?: string;
  /** May not be left empty. */
  readonly required?: boolean;
  readonly choices?: readonly Choice[];
  /** Of a select: what no choice at all is called. */
  readonly none?: string;
  /** What a condition there can be about. */
  readonly clauses?: Clauses;
  readonly names?: readonly CelName[];
  /** Questions that stand in the text as `{key}`, and are read as `{自転車の色}`. */
  readonly braces?: readonly { readonly key: string; readonly text: string }[];
  readonly min?: number;
  readonly max?: number;
  /** What stands there while nothing is written. */
  readonly fallback?: string;
  /** Of a list: what it is called when it is written down empty, which says more than leaving it out. */
  readonly nothing?: string;
  /** Neighbours with the same one are closed under it while they hold nothing. */
  readonly fold?: string;
}

type Rest = Omit<FormInput, 'kind' | 'path' | 'label'>;

/** What a form is about itself: browsers leave out inputs without a name. */
const ITSELF = 'itself';

/** A path as it is named in a form. */
export const nameOf = (path: EditPath): string => path.join('.') || ITSELF;

/** Posted for a list that is written down empty. */
export const NOTHING = '[]';

const splitPath = (path: string): EditPath => path.split('.');

const inputOf =
  (kind: InputKind) =>
  (path: string | EditPath, label: string, rest: Rest = {}): FormInput => ({
    kind,
    path: typeof path === 'string' ? splitPath(path) : path,
    label,
    ...rest,
  });

/** The inputs of the builder's forms by kind. */
export const input = {
  text: inputOf('text'),
  long: inputOf('long'),
  int: inputOf('int'),
  amount: inputOf('amount'),
  amounts: inputOf('amounts'),
  day: inputOf('day'),
  monthDay: inputOf('month_day'),
  select: inputOf('select'),
  radios: inputOf('radios'),
  picked: inputOf('picked'),
  tick: inputOf('tick'),
  untick: inputOf('untick'),
  many: inputOf('many'),
  lines: inputOf('lines'),
  options: inputOf('options'),
  when: inputOf('when'),
  cel: inputOf('cel'),
} as const;
