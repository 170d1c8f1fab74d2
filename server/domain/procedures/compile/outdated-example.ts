import { addDays } from '../../../lib/jst-date.ts';
import type { ExampleCase, Procedure } from '../procedure.ts';
import { type ExampleRules, runExample } from '../run-examples.ts';
import type { Amount } from '../town.ts';

/** Days on which an amount of the town changes, up to that one; the newest first. */
function changesUntil(day: string, amounts: readonly Amount[]): readonly string[] {
  const days = amounts.flatMap(({ values }) => {
    const froms = values.map(({ from }) => from).sort();
    return froms.slice(1);
  });
  return [...new Set(days)]
    .filter((from) => from <= day)
    .toSorted()
    .reverse();
}

/**
 * An example is written with the amounts of its time. One that fails, and holds on the day before an
 * amount changed, is behind the town and not wrong: a new amount must not take a procedure off the
 * site, whose examples can't say the new sum before it is published.
 * @returns the day from which it is behind
 */
export function outdatedSince(
  procedure: Procedure,
  example: ExampleCase,
  amounts: readonly Amount[],
  rules: ExampleRules | undefined,
): string | undefined {
  return changesUntil(example.today, amounts).find((from) => {
    const before = { ...example, today: addDays(from, -1) };
    return runExample(procedure, before, rules).length === 0;
  });
}
