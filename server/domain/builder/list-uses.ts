import type { EditPath } from './edit.ts';
import { asList, asMap } from './loose-data.ts';
import { loosePages } from './loose-pages.ts';
import type { NamedThing } from './named-thing.ts';
import { textUse, type Use } from './use.ts';

/** `each: dogs` of fee lines, estimates and the table. */
export function eachUses(definition: unknown, list: string, uses: Use[]): void {
  const { fee, estimate, output } = asMap(definition);
  const add = (path: EditPath, each: unknown) => {
    if (each === list) uses.push(textUse(path, (to) => to));
  };
  asList(asMap(fee)['lines']).forEach((line, index) => {
    add(['fee', 'lines', index, 'each'], asMap(line)['each']);
  });
  for (const [key, line] of Object.entries(asMap(asMap(estimate)['lines']))) {
    add(['estimate', 'lines', key, 'each'], asMap(line)['each']);
  }
  add(['output', 'each'], asMap(output)['each']);
}

/** Every page of a repeat, and what is reckoned for each of its rows. */
export function repeatReferences(definition: unknown, thing: NamedThing): Use[] {
  const uses = loosePages(definition)
    .filter(({ repeat }) => repeat === thing.name)
    .map(({ path }) => textUse([...path, 'repeat', 'of'], (to) => to));
  eachUses(definition, thing.name, uses);
  return uses;
}
