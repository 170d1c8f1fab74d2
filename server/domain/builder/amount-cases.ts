import { conditionTree } from './condition-nodes.ts';

/** One amount of several: what it hangs on, and how much it is then. */
interface AmountCase {
  /** CEL, a condition. */
  readonly when: string;
  /** A whole number, or CEL such as `amounts.dog_tag`. */
  readonly yen: string;
}

/** An amount as a table: the first case that holds, or else the last line. */
interface AmountTable {
  readonly cases: readonly AmountCase[];
  readonly otherwise: string;
}

const OPENING = '([{';
const CLOSING = ')]}';

/** Where `?` and `:` of the outermost choice stand; undefined where there is none. */
function choiceAt(cel: string): readonly [question: number, colon: number] | undefined {
  let [depth, nested, question] = [0, 0, -1];
  let quote = '';
  for (let at = 0; at < cel.length; at++) {
    const letter = cel[at] ?? '';
    if (quote !== '') {
      if (letter === '\\') at += 1;
      else if (letter === quote) quote = '';
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (OPENING.includes(letter)) depth += 1;
    else if (CLOSING.includes(letter)) depth -= 1;
    else if (depth === 0 && letter === '?') {
      if (question < 0) question = at;
      else nested += 1;
    } else if (depth === 0 && letter === ':' && question >= 0) {
      if (nested === 0) return [question, at];
      nested -= 1;
    }
  }
  return undefined;
}

const isChoice = (cel: string) => choiceAt(cel) !== undefined;

/** Whether the parts mean what they look like: a quote of another kind may hide a colon. */
const isWhole = ({ cases, otherwise }: AmountTable) =>
  cases.every(({ when, yen }) => [when, yen].every((part) => conditionTree(part) !== undefined)) &&
  (cases.length === 0 || conditionTree(otherwise) !== undefined);

/** `a ? 1 : b ? 2 : 3` as a table; undefined where one of its amounts is a choice again. */
export function readAmountTable(cel: string): AmountTable | undefined {
  const cases: AmountCase[] = [];
  let rest = cel.trim();
  // What an expression says about itself would get lost between its parts.
  if (rest.includes('//')) return undefined;
  for (let found = choiceAt(rest); found !== undefined; found = choiceAt(rest)) {
    const [question, colon] = found;
    const [when, yen] = [rest.slice(0, question).trim(), rest.slice(question + 1, colon).trim()];
    if (isChoice(yen)) return undefined;
    cases.push({ when, yen });
    rest = rest.slice(colon + 1).trim();
  }
  const table = { cases, otherwise: rest };
  return isWhole(table) ? table : undefined;
}

const inBrackets = (cel: string) => (isChoice(cel) ? `(${cel})` : cel);

/** The table as it stands in the file: a number alone, or CEL. */
export function writeAmountTable({ cases, otherwise }: AmountTable): string | number {
  const choices = cases.map(({ when, yen }) => `${inBrackets(when)} ? ${inBrackets(yen)} : `);
  return cases.length === 0 && /^-?\d{1,12}$/.test(otherwise)
    ? Number(otherwise)
    : choices.join('') + otherwise;
}
