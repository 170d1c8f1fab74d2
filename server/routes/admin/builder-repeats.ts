import { clausesAt, namesAt } from './builder-conditions.ts';
import type { BuilderDesk } from './builder-desk.ts';
import type { Choice } from './builder-input.ts';

/** What is asked for more than one: repeats of pages, and tables on a page. */
export function repeatChoices({ pages }: BuilderDesk): readonly Choice[] {
  const ofPages = pages.flatMap(({ repeat, title }) =>
    repeat === undefined ? [] : [{ value: repeat, text: `「${title}」の1つずつ` }],
  );
  const inPages = pages.flatMap(({ fields }) =>
    fields.flatMap(({ key, label, type }) =>
      type === 'rows' ? [{ value: key, text: `「${label}」の1つずつ` }] : [],
    ),
  );
  return [...new Map([...inPages, ...ofPages].map((one) => [one.value, one])).values()];
}

const unique = <T>(all: readonly T[], keyOf: (one: T) => string): readonly T[] => [
  ...new Map(all.map((one) => [keyOf(one), one])).values(),
];

const ofRow = (cel: string) => /\brow\b/.test(cel);

/** Conditions and names behind the last page, with those of a row of that repeat. */
export function knownAtEnd({ conditions, pages }: BuilderDesk, each: string) {
  const places = pages.filter(({ repeat }) => repeat === each).map(({ id }) => ({ page: id }));
  const clauses = places.flatMap((place) =>
    clausesAt(conditions, place).filter(({ cel }) => ofRow(cel)),
  );
  const names = places.flatMap((place) =>
    namesAt(conditions, place).filter(({ name }) => ofRow(name)),
  );
  return {
    clauses: unique([...clauses, ...clausesAt(conditions)], ({ cel }) => cel),
    names: unique([...names, ...namesAt(conditions)], ({ name }) => name),
  };
}
