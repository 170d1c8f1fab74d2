import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countValues } from '../../../server/domain/counter/count-values.ts';
import type { Answers } from '../../../server/domain/fields/answers.ts';

const NAME = { family: '大江', given: '花子', family_kana: 'オオエ', given_kana: 'ハナコ' };

const text = fc.string({ minLength: 1 });
const parts = fc.dictionary(fc.constantFrom('a', 'b', 'c'), text, { minKeys: 1 });
const leaf = fc.oneof(text, fc.integer(), fc.boolean());
const row = fc.dictionary(fc.constantFrom('x', 'y'), leaf, { minKeys: 1 });
const value = fc.oneof(leaf, parts, fc.array(text), fc.array(row));
const answers = fc.dictionary(
  fc.constantFrom('one', 'two', 'three', 'four'),
  value,
) as fc.Arbitrary<Answers>;

describe('values of a form at the counter', () => {
  it('are counted as the paper has boxes: a name has four, a row as many as were filled', () => {
    const form: Answers = {
      applicant: NAME,
      birth: '1950-04-01',
      phone: '',
      dogs: [
        { '@row': 'r1', name: 'ポチ', chip: false },
        { '@row': 'r2', name: 'タロ', chip: true },
      ],
    };
    expect(countValues(form, {})).toEqual({ paperValues: 9, carriedValues: 0, typedValues: 9 });
  });

  it('are carried where they stood there before; of a mended name, its other parts', () => {
    const form: Answers = { applicant: { ...NAME, given: '華子' }, birth: '1950-04-01' };
    const offered: Answers = { applicant: NAME, birth: '1950-04-01', phone: '09012345678' };
    expect(countValues(form, offered)).toEqual({
      paperValues: 5,
      carriedValues: 4,
      typedValues: 1,
    });
  });

  it('add up, whatever was offered: nothing is typed less than never, nor carried that is not asked', () => {
    fc.assert(
      fc.property(answers, answers, (form, offered) => {
        const counts = countValues(form, offered);
        expect(counts.typedValues + counts.carriedValues).toBe(counts.paperValues);
        expect(counts.typedValues).toBeGreaterThanOrEqual(0);
        expect(countValues(form, {}).typedValues).toBe(counts.paperValues);
        expect(countValues(form, form).typedValues).toBe(0);
      }),
    );
  });
});
