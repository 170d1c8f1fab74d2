import { csvNames, csvValues, yamlValues } from './file-values.ts';

/** One value that is another one, is new or is gone. */
export interface ValueDifference {
  /** Where: 「notices › 1 › text › ja」, for a table the row's first cell and the column. */
  readonly place: string;
  readonly before?: string;
  readonly after?: string;
}

const MOST_SHOWN = 200;

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
  const isTable = path.endsWith('.csv');
  const names = isTable ? new Map([...csvNames(before), ...csvNames(after)]) : new Map();
  const values = (text: string) => (isTable ? csvValues(text, names) : yamlValues(text));
  const [old, fresh] = [values(before), values(after)];
  const found: ValueDifference[] = [];
  for (const [place, text] of fresh) {
    const was = old.get(place);
    if (was !== text && !(was === undefined && text === '')) {
      found.push({ place, after: text, ...(was !== undefined && { before: was }) });
    }
  }
  for (const [place, text] of old) {
    if (!fresh.has(place) && text !== '') found.push({ place, before: text });
  }
  return { count: found.length, shown: found.slice(0, MOST_SHOWN) };
}
