import { csvNames, csvValues, placeOf, type Values, yamlValues } from './file-values.ts';

/** One value that is another one, is new or is gone. */
export interface ValueDifference {
  /** Where: 「notices › 1 › text › ja」, for a table the row's first cell and the column. */
  readonly place: string;
  readonly before?: string;
  readonly after?: string;
}

const MOST_SHOWN = 200;

interface Compared {
  readonly old: Values;
  readonly fresh: Values;
  readonly wordsOf: (place: string) => string;
}

function tables(before: string, after: string): Compared {
  const names = new Map([...csvNames(before), ...csvNames(after)]);
  const [old, fresh] = [csvValues(before, names), csvValues(after, names)];
  return { old, fresh, wordsOf: (place) => place };
}

/** Things are called as they will be: a new name makes no other thing of them. */
function trees(before: string, after: string): Compared {
  const [old, fresh] = [yamlValues(before), yamlValues(after)];
  const names = new Map([...old.names, ...fresh.names]);
  const wordsOf = (place: string) => placeOf(place, names);
  return { old: old.values, fresh: fresh.values, wordsOf };
}

/**
 * What is different between two texts of one of the town's files, in the order of the newer one;
 * what is gone comes last. At most 200 of them; `count` is how many there are.
 * @throws when a text can't be read at all
 */
export function valueDifferences(
  path: string,
  before: string,
  after: string,
): { readonly count: number; readonly shown: readonly ValueDifference[] } {
  const { old, fresh, wordsOf } = path.endsWith('.csv')
    ? tables(before, after)
    : trees(before, after);
  const found: ValueDifference[] = [];
  for (const [place, text] of fresh) {
    const was = old.get(place);
    if (was !== text && !(was === undefined && text === '')) {
      found.push({ place: wordsOf(place), after: text, ...(was !== undefined && { before: was }) });
    }
  }
  for (const [place, text] of old) {
    if (!fresh.has(place) && text !== '') found.push({ place: wordsOf(place), before: text });
  }
  return { count: found.length, shown: found.slice(0, MOST_SHOWN) };
}
