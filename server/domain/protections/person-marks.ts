import type { Answers } from '../fields/answers.ts';
import { isReading, searchPhone, searchText } from '../inbox/search-text.ts';
import type { Field, Procedure } from '../procedures/procedure.ts';
import { rowsOf } from '../procedures/rows.ts';

/**
 * By what a person is known again. Only keyed hashes of it are stored. The first three say who
 * somebody is; a name alone only says whom somebody looked for.
 */
export interface PersonMark {
  readonly kind: 'name_birth' | 'kana_birth' | 'phone' | 'name' | 'kana';
  readonly text: string;
}

/** A name as forms ask for it. */
interface PersonName {
  readonly family?: string;
  readonly given?: string;
  readonly family_kana?: string;
  readonly given_kana?: string;
}

/** What is known of a person; "" where it is not. `birth` is YYYY-MM-DD. */
export interface KnownPerson {
  readonly name: PersonName;
  readonly birth: string;
  readonly phone: string;
}

/** In the order of the East and of the West, and what was written as a reading also as one. */
function writings({ family = '', given = '', family_kana = '', given_kana = '' }: PersonName) {
  const both = (one: string, other: string) => {
    const [first, second] = [searchText(one), searchText(other)];
    return first === '' && second === '' ? [] : [first + second, second + first];
  };
  const names = [...new Set(both(family, given))];
  const kana = [...new Set([...both(family_kana, given_kana), ...names.filter(isReading)])];
  return { names, kana };
}

function identityMarks({ name, birth, phone }: KnownPerson): PersonMark[] {
  const { names, kana } = writings(name);
  const digits = searchPhone(phone);
  return [
    ...(birth === '' ? [] : names.map((text) => mark('name_birth', `${text} ${birth}`))),
    ...(birth === '' ? [] : kana.map((text) => mark('kana_birth', `${text} ${birth}`))),
    ...(digits === '' ? [] : [mark('phone', digits)]),
  ];
}

function mark(kind: PersonMark['kind'], text: string): PersonMark {
  return { kind, text };
}

/** Everything by which cases of that person, and who looks for them, are known. */
export function marksOfPerson(person: KnownPerson): readonly PersonMark[] {
  const { names, kana } = writings(person.name);
  return [
    ...identityMarks(person),
    ...names.map((text) => mark('name', text)),
    ...kana.map((text) => mark('kana', text)),
  ];
}

/** The applicant, by the facts of the form. */
export function applicantMarks(procedure: Procedure, answers: Answers): readonly PersonMark[] {
  const answer = (fact: string) => {
    const own = [...procedure.fields.values()].filter(
      (field) => field.fact === fact && field.repeat === undefined,
    );
    return own.map(({ id }) => answers[id]).find((value) => value !== undefined);
  };
  return identityMarks({
    name: (answer('applicant.name') ?? {}) as PersonName,
    birth: String(answer('applicant.birth') ?? ''),
    phone: String(answer('applicant.phone') ?? ''),
  });
}

/** Of one page, or one row: any name may belong to any day. */
function marksWithin(fields: readonly Field[], answers: Answers): PersonMark[] {
  const given = (type: Field['type']) =>
    fields
      .filter((field) => field.type === type)
      .map(({ id }): unknown => answers[id])
      .filter((value) => value !== undefined);
  const births = given('date').map(String);
  const named = given('name').flatMap((name) =>
    births.flatMap((birth) => identityMarks({ name: name as PersonName, birth, phone: '' })),
  );
  const phones = given('phone').flatMap((phone) =>
    identityMarks({ name: {}, birth: '', phone: String(phone) }),
  );
  const inner = fields.flatMap(({ id, type, rows }) => {
    const value = answers[id];
    if (type !== 'rows' || !rows || !Array.isArray(value)) return [];
    return (value as readonly Answers[]).flatMap((row) => marksWithin([...rows.fields], row));
  });
  return [...named, ...phones, ...inner];
}

/** Everybody whom the answers name with a day of birth or a telephone number, the applicant too. */
export function namedMarks(procedure: Procedure, answers: Answers): readonly PersonMark[] {
  const byRepeat = Map.groupBy(procedure.fields.values(), ({ repeat }) => repeat);
  return [...byRepeat].flatMap(([repeat, fields]) => {
    const rows = repeat === undefined ? [answers] : rowsOf(answers, repeat);
    return rows.flatMap((row) => marksWithin(fields, row));
  });
}
