import type { Answers, AnswerValue } from '../fields/answers.ts';
import type { Field, Procedure } from '../procedures/procedure.ts';
import { rowsOf } from '../procedures/rows.ts';
import { isReading, searchPhone, searchText } from './search-text.ts';

/** What a case is found by. Only keyed hashes of it are stored. */
export interface SearchTerm {
  readonly kind: 'name' | 'kana' | 'phone';
  /** In the form of `searchText` or `searchPhone`. */
  readonly text: string;
}

interface Name {
  readonly family?: string;
  readonly given?: string;
  readonly family_kana?: string;
  readonly given_kana?: string;
}

/** The beginnings of a reading by which it is found: two characters or more, and all of it. */
function beginnings(text: string): string[] {
  const characters = [...text];
  const partial = characters.slice(2).map((_, at) => characters.slice(0, at + 2).join(''));
  return [...partial, text];
}

function termsOfName(name: Name): SearchTerm[] {
  const family = searchText(name.family ?? '');
  const given = searchText(name.given ?? '');
  const familyKana = searchText(name.family_kana ?? '');
  const givenKana = searchText(name.given_kana ?? '');
  // In the order of the East and of the West.
  const names = [family, given, family + given, given + family];
  const readings = [familyKana + givenKana, familyKana, givenKana].flatMap(beginnings);
  return [
    ...names.map((text): SearchTerm => ({ kind: 'name', text })),
    ...[...readings, givenKana + familyKana].map((text): SearchTerm => ({ kind: 'kana', text })),
    // Who wrote the name in kana is found by its beginning, too.
    ...names
      .filter(isReading)
      .flatMap(beginnings)
      .map((text): SearchTerm => ({ kind: 'kana', text })),
  ];
}

/** The whole number and the last four digits, as people say them on the telephone. */
function termsOfPhone(phone: string): SearchTerm[] {
  const digits = searchPhone(phone);
  return [digits, digits.slice(-4)].map((text) => ({ kind: 'phone', text }));
}

const TEXT_NAME = /(^|[._])name$/;

function termsOfAnswer({ type, fact, rows }: Field, value: AnswerValue): SearchTerm[] {
  if (type === 'name') return termsOfName(value as Name);
  if (type === 'phone') return termsOfPhone(String(value));
  // Of a company or a group.
  if (type === 'text' && fact !== undefined && TEXT_NAME.test(fact)) {
    return [{ kind: 'name', text: searchText(String(value)) }];
  }
  if (type !== 'rows' || !rows || !Array.isArray(value)) return [];
  return (value as readonly Answers[]).flatMap((row) => termsOfFields(rows.fields, row));
}

function termsOfFields(fields: Iterable<Field>, answers: Answers): SearchTerm[] {
  return [...fields].flatMap((field) => {
    const value = answers[field.id];
    return value === undefined ? [] : termsOfAnswer(field, value);
  });
}

/** Everybody who is named in the answers, with readings and telephone numbers. */
export function searchTermsOf(procedure: Procedure, answers: Answers): readonly SearchTerm[] {
  const byRepeat = Map.groupBy(procedure.fields.values(), ({ repeat }) => repeat);
  const terms = [...byRepeat].flatMap(([repeat, fields]) => {
    const rows = repeat === undefined ? [answers] : rowsOf(answers, repeat);
    return rows.flatMap((row) => termsOfFields(fields, row));
  });
  const wanted = terms.filter(({ text }) => text !== '');
  return [...new Map(wanted.map((term) => [`${term.kind} ${term.text}`, term])).values()];
}

/** What somebody typed into the search box, by what it can be. */
export type Asked =
  | { readonly by: 'number'; readonly number: string }
  | { readonly by: 'terms'; readonly terms: readonly SearchTerm[] }
  | { readonly by: 'nothing' };

/** Twelve digits are a receipt number, other digits a telephone number or its last four; else it is a name. */
export function askedBy(typed: string): Asked {
  const plain = typed.normalize('NFKC').trim();
  if (/^[+\d][\d\s()‐-―ー.-]*$/.test(plain)) {
    const digits = plain.replace(/\D/g, '');
    if (/^\d{12}$/.test(digits) && !plain.startsWith('+')) {
      return { by: 'number', number: digits.replace(/(\d{4})(?=\d)/g, '$1-') };
    }
    const phone = searchPhone(plain);
    if (phone.length < 4) return { by: 'nothing' };
    return { by: 'terms', terms: [{ kind: 'phone', text: phone }] };
  }
  const text = searchText(plain);
  if (text === '') return { by: 'nothing' };
  const kinds = isReading(text) ? (['kana', 'name'] as const) : (['name'] as const);
  return { by: 'terms', terms: kinds.map((kind) => ({ kind, text })) };
}
