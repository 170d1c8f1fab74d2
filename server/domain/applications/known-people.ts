import { isDeepStrictEqual } from 'node:util';
import type { Answers, AnswerValue } from '../fields/answers.ts';
import { fieldType } from '../fields/registry.ts';
import { fieldContext } from '../procedures/field-context.ts';
import type { Field, Page, Procedure } from '../procedures/procedure.ts';
import { rowIdOf, rowsOf } from '../procedures/rows.ts';
import type { Said } from './known-facts.ts';

/** What is known of a person, and of which type a question for it must be. */
const PARTS = { name: 'name', birth: 'date', gender: 'gender' } as const;
type Part = keyof typeof PARTS;
type PersonParts = Readonly<Partial<Record<Part, AnswerValue>>>;

/** Somebody of the household who was named in a form of this sitting. */
export interface KnownPerson {
  /** Says nothing about the person: it stands in addresses. */
  readonly key: string;
  /** `spouse`, `child` …: as definitions call it (`people` of a repeat, the first part of a fact). */
  readonly group: string;
  readonly parts: PersonParts;
  /** The procedure in whose form they were named last. */
  readonly from: Procedure;
}

/** Somebody who can be put into a page or a new row, with the answers that it then begins with. */
export interface ProposedPerson {
  readonly person: KnownPerson;
  readonly answers: Answers;
}

const PART_NAMES = Object.keys(PARTS) as readonly Part[];
const FACT = /^(\w+)\.(name|birth|gender)$/;

/** The column of a repeat that asks for that part of a person. */
function column({ fields }: Procedure, of: string, part: Part): Field | undefined {
  const field = fields.get(`${of}.${part}`);
  return field?.type === PARTS[part] ? field : undefined;
}

function partsOf(procedure: Procedure, of: string, row: Answers): PersonParts {
  const parts = PART_NAMES.flatMap((part) => {
    const value = column(procedure, of, part) && row[part];
    return value === undefined ? [] : [[part, value] as const];
  });
  return Object.fromEntries(parts);
}

const repeatsWithPeople = ({ pages }: Procedure) =>
  pages.flatMap(({ id, repeat }) => (repeat?.people && repeat.first === id ? [repeat] : []));

function namedInRows({ procedure, answers }: Said): KnownPerson[] {
  return repeatsWithPeople(procedure).flatMap(({ of, people = {} }) => {
    const rows = rowsOf(answers, of);
    return rows.flatMap((row, index) => {
      // What a row has to say to be one of that group: 「続柄：子」.
      const group = Object.entries(people).find(([, says]) =>
        Object.entries(says).every(([field, value]) => row[field] === value),
      )?.[0];
      const parts = partsOf(procedure, of, row);
      if (group === undefined || parts.name === undefined) return [];
      const key = `${procedure.id}.${of}.${rowIdOf(rows, index)}`;
      return [{ key, group, parts, from: procedure }];
    });
  });
}

/** Fields `spouse.name`, `spouse.birth` of a page, by group; the applicant is known as such. */
function groupsOf(fields: Iterable<Field>): ReadonlyMap<string, ReadonlyMap<Part, Field>> {
  const groups = new Map<string, Map<Part, Field>>();
  for (const field of fields) {
    const [, group = '', part] =
      FACT.exec(field.repeat === undefined ? (field.fact ?? '') : '') ?? [];
    if (group === '' || group === 'applicant' || field.type !== PARTS[part as Part]) continue;
    groups.set(group, (groups.get(group) ?? new Map()).set(part as Part, field));
  }
  return groups;
}

function namedAlone({ procedure, answers }: Said): KnownPerson[] {
  return [...groupsOf(procedure.fields.values())].flatMap(([group, fields]) => {
    const said = [...fields].flatMap(([part, { id }]) => {
      const value = answers[id];
      return value === undefined ? [] : [[part, value] as const];
    });
    const parts: PersonParts = Object.fromEntries(said);
    if (parts.name === undefined) return [];
    return [{ key: `${procedure.id}.${group}`, group, parts, from: procedure }];
  });
}

const written = (name: AnswerValue | undefined, part: string) =>
  String((name as Readonly<Record<string, string>> | undefined)?.[part] ?? '')
    .normalize('NFKC')
    .replace(/\s/g, '');

const isSameName = (one: AnswerValue | undefined, other: AnswerValue | undefined) =>
  written(one, 'family') + written(one, 'given') ===
  written(other, 'family') + written(other, 'given');

/** The same name, and no other birthday: a form that doesn't ask for one contradicts nothing. */
function isSame(one: PersonParts, other: PersonParts): boolean {
  if (!isSameName(one.name, other.name)) return false;
  return one.birth === undefined || other.birth === undefined || one.birth === other.birth;
}

/** Everybody who was named in these forms, each once; the newest word on them counts. */
export function knownPeople(said: readonly Said[]): readonly KnownPerson[] {
  const people: KnownPerson[] = [];
  for (const form of said.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    for (const found of [...namedAlone(form), ...namedInRows(form)]) {
      const at = people.findIndex(
        ({ group, parts }) => group === found.group && isSame(parts, found.parts),
      );
      const known = people[at];
      if (known === undefined) people.push(found);
      else people[at] = { ...found, key: known.key, parts: { ...known.parts, ...found.parts } };
    }
  }
  return people;
}

/** Those of these answers that their questions take. */
function taken(
  procedure: Procedure,
  today: string,
  answers: readonly (readonly [Field | undefined, AnswerValue | undefined])[],
): Answers {
  const scope = procedure.rules.start(today);
  const valid = answers.flatMap(([field, value]) => {
    if (field === undefined || value === undefined) return [];
    const context = fieldContext(field, procedure.rules, scope, today);
    const isTaken = fieldType(field.type).check(field, value, context).length === 0;
    return isTaken ? [[field.id, value] as const] : [];
  });
  return Object.fromEntries(valid);
}

function rowOf(procedure: Procedure, of: string, person: KnownPerson, today: string): Answers {
  return taken(
    procedure,
    today,
    PART_NAMES.map((part) => [column(procedure, of, part), person.parts[part]] as const),
  );
}

/**
 * Who could be the next row of a repeat page, or the person that a page asks for: nothing is put in
 * by itself. Whoever stands there already is left out.
 * @param today JST date
 */
export function proposedPeople(
  { procedure, answers }: Pick<Said, 'procedure' | 'answers'>,
  page: Page,
  people: readonly KnownPerson[],
  today: string,
): readonly ProposedPerson[] {
  const { repeat } = page;
  if (repeat !== undefined) {
    const { of, people: groups = {} } = repeat;
    const rows = rowsOf(answers, of).map((row) => partsOf(procedure, of, row));
    return people.flatMap((person) => {
      const says = groups[person.group];
      if (says === undefined || rows.some((row) => isSame(row, person.parts))) return [];
      return [{ person, answers: { ...rowOf(procedure, of, person, today), ...says } }];
    });
  }
  return [...groupsOf(page.fields)].flatMap(([group, fields]) => {
    const name = fields.get('name');
    if (name === undefined) return [];
    return people
      .filter((one) => one.group === group && !isSameName(one.parts.name, answers[name.id]))
      .map((person) => {
        const parts = [...fields].map(([part, field]) => [field, person.parts[part]] as const);
        return { person, answers: taken(procedure, today, parts) };
      });
  });
}

/**
 * Of the people in a form's answers, what was known of them before, in the shape of its answers: for
 * counting what nobody had to type.
 * @param today JST date
 */
export function knownInForm(
  { procedure, answers }: Pick<Said, 'procedure' | 'answers'>,
  people: readonly KnownPerson[],
  today: string,
): Answers {
  const rows = repeatsWithPeople(procedure).map(({ of, people: groups = {} }) => {
    const known = rowsOf(answers, of).map((row) => {
      const person = people.find(
        (one) => groups[one.group] && isSame(one.parts, partsOf(procedure, of, row)),
      );
      return person ? { ...rowOf(procedure, of, person, today), ...groups[person.group] } : {};
    });
    return [of, known] as const;
  });
  const alone = [...groupsOf(procedure.fields.values())].flatMap(([group, fields]) => {
    const said = answers[fields.get('name')?.id ?? ''];
    const person = people.find((one) => one.group === group && isSameName(one.parts.name, said));
    return [...fields].flatMap(([part, { id }]) => {
      const value = person?.parts[part];
      const isKnown = value !== undefined && isDeepStrictEqual(value, answers[id]);
      return isKnown ? [[id, value] as const] : [];
    });
  });
  return Object.fromEntries([...rows, ...alone]);
}
