import { z } from 'zod';
import { countCharacters, isKatakana, tidyLine, toKatakana } from '../../../lib/japanese-text.ts';
import type { Field } from '../../procedures/procedure.ts';
import type { FieldError } from '../answers.ts';
import type { ErrorCode } from '../error-codes.ts';
import type { FieldType } from '../field-type.ts';
import { refuseIndividualNumber } from '../free-text.ts';
import { partProblem, problem, textPart, typed } from '../raw-input.ts';

const MAX = 50;
const PARTS = ['family', 'given', 'family_kana', 'given_kana'] as const;

interface NameAnswer {
  readonly family: string;
  readonly given: string;
  readonly family_kana: string;
  readonly given_kana: string;
}

type KanaRule = 'required' | 'optional' | 'none';

function kanaRule(field: Field): KanaRule {
  return (field.settings['kana'] as KanaRule | undefined) ?? 'required';
}

/** "山田 太郎" in the first box with the second one empty is both. */
function splitPair(first: string, second: string): [string, string] {
  const at = first.indexOf(' ');
  return second === '' && at > 0 ? [first.slice(0, at), first.slice(at + 1)] : [first, second];
}

/**
 * People with a single name exist (Indonesia, Myanmar …): a name without kanji and hiragana may
 * stand alone.
 */
function mayStandAlone(family: string): boolean {
  return family !== '' && !/[\p{Script=Han}\p{Script=Hiragana}]/u.test(family);
}

function read(field: Field, raw: Parameters<FieldType['parse']>[1]): NameAnswer {
  const box = (part: string) => typed(raw, `${field.id}.${part}`);
  const [family, given] = splitPair(tidyLine(box('family')), tidyLine(box('given')));
  if (kanaRule(field) === 'none') return { family, given, family_kana: '', given_kana: '' };
  const [familyKana, givenKana] = splitPair(
    toKatakana(box('family_kana')),
    toKatakana(box('given_kana')),
  );
  return { family, given, family_kana: familyKana, given_kana: givenKana };
}

function missingParts(field: Field, name: NameAnswer): FieldError[] {
  const errors: FieldError[] = [];
  const want = (part: keyof NameAnswer, code: ErrorCode) => {
    if (name[part] === '') errors.push(partProblem(field, part, code));
  };
  want('family', 'name_missing_family');
  if (!mayStandAlone(name.family)) want('given', 'name_missing_given');
  const typedKana = name.family_kana !== '' || name.given_kana !== '';
  if (kanaRule(field) === 'required' || typedKana) {
    want('family_kana', 'name_missing_family_kana');
    if (name.given !== '') want('given_kana', 'name_missing_given_kana');
  }
  return errors;
}

function checkParts(field: Field, name: NameAnswer): readonly FieldError[] {
  const errors = missingParts(field, name);
  for (const part of PARTS) {
    const value = name[part];
    const over = value.length > MAX ? countCharacters(value) - MAX : 0;
    if (over > 0) errors.push(partProblem(field, part, 'too_long', { max: MAX, over }));
    else if (value !== '' && part.endsWith('_kana') && !isKatakana(value)) {
      errors.push(partProblem(field, part, 'name_kana_only'));
    } else errors.push(...refuseIndividualNumber(field, value, `${field.id}.${part}`));
  }
  return errors;
}

/** 氏名とフリガナ. Characters stay as typed, variants (外字) included; furigana becomes katakana. */
export const name: FieldType = {
  type: 'name',
  settings: z.strictObject({ kana: z.enum(['required', 'optional', 'none']).optional() }),
  cel: () => ({
    family: 'string',
    given: 'string',
    family_kana: 'string',
    given_kana: 'string',
  }),
  empty: Object.freeze({ family: '', given: '', family_kana: '', given_kana: '' }),
  inputs(field) {
    const parts = kanaRule(field) === 'none' ? PARTS.slice(0, 2) : PARTS;
    return parts.map((part) => `${field.id}.${part}`);
  },
  parse(field, raw) {
    const value = read(field, raw);
    if (Object.values(value).every((part) => part === '')) {
      const missing = [partProblem(field, 'family', 'required_name')];
      return field.required ? { errors: missing } : { value: undefined };
    }
    const errors = checkParts(field, value);
    return errors.length > 0 ? { errors } : { value: { ...value } };
  },
  toRaw: (field, value) =>
    Object.fromEntries(
      name.inputs(field).map((input) => [input, textPart(value, input.slice(field.id.length + 1))]),
    ),
  check(field, value) {
    if (typeof value !== 'object' || Array.isArray(value)) return problem(field, 'invalid');
    return checkParts(field, {
      family: textPart(value, 'family'),
      given: textPart(value, 'given'),
      family_kana: textPart(value, 'family_kana'),
      given_kana: textPart(value, 'given_kana'),
    });
  },
};
