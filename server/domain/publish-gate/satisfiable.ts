/** What a variable of a condition can be: an answer as text, a number, yes or no. */
export type Value = string | number | boolean;

/** A condition in a form that can be reasoned about. What can't be read is a variable of its own. */
export type Formula =
  | { readonly op: 'constant'; readonly value: boolean }
  | { readonly op: 'is'; readonly name: string; readonly holds: (value: Value) => boolean }
  | { readonly op: 'not'; readonly of: Formula }
  | { readonly op: 'and' | 'or'; readonly of: readonly Formula[] };

export const ALWAYS: Formula = { op: 'constant', value: true };

export const not = (of: Formula): Formula => ({ op: 'not', of });
export const and = (...of: readonly Formula[]): Formula => ({ op: 'and', of });
export const or = (...of: readonly Formula[]): Formula => ({ op: 'or', of });

/** What a variable can be, and what must hold besides where it is that (an answer was asked for). */
export interface Knowledge {
  valuesOf(name: string): readonly Value[];
  follows(name: string, value: Value): Formula;
}

type Assignment = ReadonlyMap<string, Value>;

/** Undefined: not settled yet by what is assigned. */
function evaluate(formula: Formula, assigned: Assignment): boolean | undefined {
  switch (formula.op) {
    case 'constant':
      return formula.value;
    case 'is': {
      const value = assigned.get(formula.name);
      return value === undefined ? undefined : formula.holds(value);
    }
    case 'not': {
      const inner = evaluate(formula.of, assigned);
      return inner === undefined ? undefined : !inner;
    }
    default: {
      const ends = formula.op === 'or';
      let open = false;
      for (const part of formula.of) {
        const value = evaluate(part, assigned);
        if (value === ends) return ends;
        open ||= value === undefined;
      }
      return open ? undefined : !ends;
    }
  }
}

function openName(formula: Formula, assigned: Assignment): string | undefined {
  if (formula.op === 'constant') return undefined;
  if (formula.op === 'is') return assigned.has(formula.name) ? undefined : formula.name;
  if (formula.op === 'not') return openName(formula.of, assigned);
  for (const part of formula.of) {
    if (evaluate(part, assigned) !== undefined) continue;
    const name = openName(part, assigned);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** So many steps are enough for every condition that somebody can still read. */
const MOST_STEPS = 4000;

/**
 * Is there nothing at all that fulfils the formula? Only what is proven counts: where the search gets
 * too long it might be possible, and nobody is told anything.
 */
export function isImpossible(formula: Formula, knowledge: Knowledge): boolean {
  let steps = 0;
  const possible = (wanted: readonly Formula[], assigned: Assignment): boolean => {
    steps += 1;
    if (steps > MOST_STEPS) return true;
    const open: Formula[] = [];
    for (const one of wanted) {
      const value = evaluate(one, assigned);
      if (value === false) return false;
      if (value === undefined) open.push(one);
    }
    const [first] = open;
    const name = first && openName(first, assigned);
    if (name === undefined) return true;
    return knowledge
      .valuesOf(name)
      .some((value) =>
        possible([...open, knowledge.follows(name, value)], new Map(assigned).set(name, value)),
      );
  };
  return !possible([formula], new Map());
}
