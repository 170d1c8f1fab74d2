import { SIZE_OF_ANSWER, type ValueSize } from '../cel/cost.ts';
import { PARTS_OF_OBJECTS } from '../cel/part-names.ts';
import type { Reference } from '../cel/references.ts';
import { amountOn, type Town } from '../town.ts';
import type { FieldPlan, PagePlan } from './plan.ts';

/** Everything an expression may speak of, with when it is known and what it can be. */
export interface Names {
  /** Fields and repeats a name stands for; a row's own fields as `row.<id>`. */
  usesOf(reference: Reference, row: string | undefined): readonly string[];
  /** Last position that has to be answered; -1 for what is always known. */
  positionOf(reference: Reference, row: string | undefined): number;
  /** Keys that a choice can have; undefined where any text may stand. */
  optionsOf(reference: Reference, row: string | undefined): readonly string[] | undefined;
  /** An amount that has no value yet on the day of the load. */
  isWithoutValue(reference: Reference): boolean;
  /** Makes a condition or calculation known. */
  define(name: string, uses: ReadonlySet<string>, position: number, size: ValueSize): void;
  /** What the value of a name can grow to. */
  sizeOf(name: string): ValueSize;
  all(row: string | undefined): readonly string[];
  /** Names that could have been meant after a dot. */
  partsNear(text: string, part: string, row: string | undefined): readonly string[];
}

const ALWAYS = ['today', 'town', 'amounts'];

/** @param optionKeys keys of the options of a choice; undefined for other fields */
export function createNames(
  pages: readonly PagePlan[],
  optionKeys: (field: FieldPlan) => readonly string[] | undefined,
  town: Town,
): Names {
  const fields = new Map<string, FieldPlan>();
  const repeats = new Map<string, { end: number; fields: Map<string, FieldPlan> }>();
  const ends = new Map(pages.map(({ id, end }) => [id, end]));
  for (const page of pages) {
    for (const field of page.fields) {
      if (field.repeat === undefined) fields.set(field.id, field);
      else {
        const repeat = repeats.get(field.repeat) ?? { end: page.end, fields: new Map() };
        repeats.set(field.repeat, repeat);
        repeat.fields.set(field.id, field);
      }
    }
  }
  const defined = new Map<string, { uses: readonly string[]; position: number; size: ValueSize }>();

  const fieldOf = ({ name, part, ofElement }: Reference, row: string | undefined) => {
    if (name === 'row' && row !== undefined) return repeats.get(row)?.fields.get(part ?? '');
    if (ofElement) return repeats.get(name)?.fields.get(part ?? '');
    return part === undefined ? fields.get(name) : undefined;
  };

  return {
    usesOf(reference, row) {
      const { name, part } = reference;
      if (name === 'row' && row !== undefined) return part ? ['row', `row.${part}`] : ['row'];
      return defined.get(name)?.uses ?? (fields.has(name) || repeats.has(name) ? [name] : []);
    },
    positionOf(reference, row) {
      const { name } = reference;
      if (name === 'row' && row !== undefined) return fieldOf(reference, row)?.position ?? -1;
      const known = defined.get(name)?.position ?? fields.get(name)?.position;
      if (known !== undefined) return known;
      // A list is known once its page is through; what is asked of a row later, after that page.
      const column = fieldOf(reference, row);
      return (column && ends.get(column.page)) ?? repeats.get(name)?.end ?? -1;
    },
    optionsOf(reference, row) {
      const field = fieldOf(reference, row);
      return field?.source.type === 'choice' || field?.source.type === 'choices'
        ? optionKeys(field)
        : undefined;
    },
    isWithoutValue({ name, part }) {
      if (name !== 'amounts') return false;
      const amount = town.amounts.find((known) => known.name === part);
      return amount !== undefined && amountOn(amount, town.today) === undefined;
    },
    define: (name, uses, position, size) => defined.set(name, { uses: [...uses], position, size }),
    sizeOf: (name) => defined.get(name)?.size ?? SIZE_OF_ANSWER,
    all: (row) => [
      ...fields.keys(),
      ...repeats.keys(),
      ...defined.keys(),
      ...ALWAYS,
      ...(row === undefined ? [] : ['row']),
    ],
    partsNear(text, part, row) {
      if (text.includes(`amounts.${part}`)) return town.amounts.map(({ name }) => name);
      if (text.includes(`town.${part}`)) return Object.keys(town.municipality.flags);
      const own = row === undefined ? [] : [...(repeats.get(row)?.fields.keys() ?? []), 'index'];
      const others = [...repeats.values()].flatMap((repeat) => [...repeat.fields.keys()]);
      return [...new Set([...own, ...others, ...PARTS_OF_OBJECTS])];
    },
  };
}
