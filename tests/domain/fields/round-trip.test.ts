import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnswerValue } from '../../../server/domain/fields/answers.ts';
import { fieldType } from '../../../server/domain/fields/registry.ts';
import type { Field } from '../../../server/domain/procedures/procedure.ts';
import { isIndividualNumber } from '../../../server/lib/check-digits.ts';
import { addDays } from '../../../server/lib/jst-date.ts';
import { CONTEXT, field, OPTIONS, TYPES } from './sample-field.ts';

const word = (pool: string, max = 12) =>
  fc
    .array(fc.constantFrom(...pool), { minLength: 1, maxLength: max })
    .map((letters) => letters.join(''));
const kanji = word('見本花子髙𠮷邉﨑山田');
const kana = word('ミホンハナコガパヴー');
const digits = (length: number) =>
  word('0123456789', length).map((text) => text.padStart(length, '0'));
const day = fc.integer({ min: -20_000, max: 25_000 }).map((n) => addDays('1970-01-01', n));

/** A field of each type with every answer that it can have. */
const ANSWERS: Readonly<Record<string, readonly [Field, fc.Arbitrary<AnswerValue>]>> = {
  text: [field('text'), kanji],
  long_text: [field('long_text'), fc.tuple(kanji, kanji).map((lines) => lines.join('\n'))],
  name: [
    field('name'),
    fc.record({ family: kanji, given: kanji, family_kana: kana, given_kana: kana }),
  ],
  date: [field('date'), day],
  gender: [field('gender'), fc.constantFrom('0', '1', '2', '9')],
  address: [
    field('address'),
    fc.record({
      postcode: digits(7).filter((postcode) => !postcode.startsWith('999')),
      prefecture: fc.constantFrom('東京都', '北海道', '京都府'),
      city: kanji,
      town: kanji,
      street: kanji,
      building: fc.oneof(fc.constant(''), kanji),
    }),
  ],
  phone: [
    field('phone'),
    fc.oneof(
      digits(8).map((n) => `090-${n.slice(0, 4)}-${n.slice(4)}`),
      fc.constant('03-1234-5678'),
    ),
  ],
  email: [field('email'), word('abc.-_+9').map((local) => `${local}@example.jp`)],
  number: [field('number', { min: -1000 }), fc.integer({ min: -1000, max: 1_000_000 })],
  yen: [field('yen'), fc.integer({ min: 0, max: 100_000_000 })],
  choice: [field('choice', {}, OPTIONS), fc.constantFrom('a', 'b', 'c')],
  choices: [field('choices', {}, OPTIONS), fc.subarray(['a', 'b', 'c'], { minLength: 1 })],
  yes_no: [field('yes_no'), fc.boolean()],
  insured_number: [field('insured_number'), digits(10)],
  digits: [field('digits', { length: 8 }), digits(8)],
  corporate_number: [
    field('corporate_number'),
    fc.constantFrom('7000012050002', '2990012345678', '1180301018771'),
  ],
  individual_number: [
    field('individual_number', { law: '番号法9条' }),
    digits(11)
      .map((base) => [...'0123456789'].map((last) => base + last).find(isIndividualNumber) ?? '')
      .map((number) => ({ individual_number: number })),
  ],
  bank_account: [
    field('bank_account', { registered: true }),
    fc.record({
      use: fc.constant('account'),
      bank_code: digits(4).filter((code) => code !== '9900'),
      bank_name: kanji,
      branch_code: digits(3),
      branch_name: kanji,
      kind: fc.constantFrom('ordinary', 'current'),
      number: digits(7),
      holder_kana: fc.tuple(kana, kana).map((parts) => parts.join(' ')),
    }),
  ],
  consent: [field('consent', {}, { required: false }), fc.boolean()],
  item_picker: [
    field('item_picker', { catalogue: 'bulky_items' }),
    fc.uniqueArray(
      fc.record({ item: word('abcdef-', 6), quantity: fc.integer({ min: 1, max: 99 }) }),
      { minLength: 1, maxLength: 5, selector: ({ item }) => item },
    ),
  ],
  slot_picker: [
    field('slot_picker', { slots: 'several' }),
    fc.record({
      resource: fc.constantFrom('hall-a', 'hall-b'),
      day: fc.integer({ min: 0, max: 400 }).map((n) => addDays(CONTEXT.today, n)),
      slots: fc.subarray(['am', 'pm', 'night'], { minLength: 1 }),
    }),
  ],
};

describe('every field type', () => {
  it('has answers in this test', () => {
    expect(Object.keys(ANSWERS).sort()).toEqual(TYPES.map(({ type }) => type).sort());
  });

  it.each(Object.keys(ANSWERS))('%s: what is shown again reads as what was stored', (type) => {
    const [of, answers] = ANSWERS[type]!;
    const kind = fieldType(type);
    fc.assert(
      fc.property(answers, (stored) => {
        const raw = kind.toRaw(of, stored);
        expect(kind.parse(of, raw, { ...CONTEXT, saved: stored })).toEqual({ value: stored });
        expect(kind.check(of, stored, CONTEXT)).toEqual([]);
        for (const input of Object.keys(raw)) expect(input).toMatch(/^f(\.|$)/);
      }),
    );
  });

  it.each(TYPES.map(({ type }) => type))(
    '%s: answers typed and stored rubbish with an error, never by throwing',
    (type) => {
      const kind = fieldType(type);
      const of = field(type, type === 'item_picker' ? { catalogue: 'bulky_items' } : {}, OPTIONS);
      const inputs = kind.inputs(of);
      expect(inputs[0]).toMatch(/^f(\.|$)/);
      const rubbish = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string()));
      fc.assert(
        fc.property(
          fc.dictionary(fc.constantFrom(...inputs, 'f', 'f.x'), rubbish),
          fc.jsonValue(),
          (raw, stored) => {
            const parsed = kind.parse(of, raw, CONTEXT);
            if ('errors' in parsed) expect(parsed.errors.length).toBeGreaterThan(0);
            else if (parsed.value !== undefined)
              expect(kind.check(of, parsed.value, CONTEXT)).toEqual([]);
            kind.check(of, stored as AnswerValue, CONTEXT);
            kind.toRaw(of, stored as AnswerValue);
          },
        ),
      );
    },
  );
});
