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
  // Several pages may ask about the same rows: the first one names them.
  const all = [...ofPages, ...inPages];
  return all.filter(({ value }, at) => all.findIndex((one) => one.value === value) === at);
}

/** Conditions and names behind the last page, with those of a row of that repeat. */
export function knownAtEnd({ conditions }: BuilderDesk, each: string) {
  return { clauses: clausesAt(conditions, { each }), names: namesAt(conditions, { each }) };
}
