import { asList, asMap } from './loose-data.ts';
import { loosePages } from './loose-pages.ts';
import type { NamedThing } from './named-thing.ts';
import { textUse, type Use } from './use.ts';

/** Where pages end by a condition, and what it is called. */
export function namedReferences(definition: unknown, thing: NamedThing): Use[] {
  const isCalled = Object.hasOwn(asMap(asMap(definition)['names']), thing.name);
  // What it is called goes with it.
  const called: Use = {
    path: ['names', thing.name],
    at: 'key',
    needs: false,
    renamed: (to) => to,
  };
  const ends = loosePages(definition)
    .filter(({ source }) => Object.hasOwn(asMap(source['end_if']), thing.name))
    .map(
      ({ path }) =>
        ({
          path: [...path, 'end_if', thing.name],
          at: 'key',
          needs: true,
          renamed: (to: string) => to,
        }) as const,
    );
  return [...ends, ...(isCalled ? [called] : [])];
}

/** Codes of the core system, and what a row of the household says. */
export function optionReferences(
  definition: unknown,
  thing: NamedThing & { kind: 'option' },
): Use[] {
  const { field } = thing;
  const { each, columns } = asMap(asMap(definition)['output']);
  const from = field.list === undefined ? `fields.${field.id}` : `row.${field.id}`;
  const isOurs = field.list === undefined || field.list === each;
  const codes = asList(columns).flatMap((column, index): Use[] => {
    const own = asMap(column);
    if (!isOurs || own['from'] !== from || !Object.hasOwn(asMap(own['codes']), thing.name))
      return [];
    const path = ['output', 'columns', index, 'codes', thing.name];
    return [{ path, at: 'key', needs: true, renamed: (to) => to }];
  });
  const people = loosePages(definition).flatMap(({ path, source, repeat }) =>
    repeat !== undefined && repeat === field.list
      ? Object.entries(asMap(asMap(source['repeat'])['people'])).flatMap(([who, row]) =>
          asMap(row)[field.id] === thing.name
            ? [textUse([...path, 'repeat', 'people', who, field.id], (to) => to)]
            : [],
        )
      : [],
  );
  return [...codes, ...people];
}

/** Where a document proves something. */
export function attachmentReferences(definition: unknown, { name }: NamedThing): Use[] {
  const { who, fee } = asMap(definition);
  const proofs = Object.entries(asMap(asMap(who)['proof'])).flatMap(([applicant, key]) =>
    key === name ? [textUse(['who', 'proof', applicant], (to) => to)] : [],
  );
  const exempt = asList(asMap(fee)['exempt_proof']).flatMap((key, index) =>
    key === name ? [textUse(['fee', 'exempt_proof', index], (to) => to)] : [],
  );
  return [...proofs, ...exempt];
}
