import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerChanges } from '../../../server/domain/cases/answer-changes.ts';
import type { Answers } from '../../../server/domain/fields/answers.ts';
import type { Field } from '../../../server/domain/procedures/procedure.ts';

const field = (id: string, repeat?: string) => ({ id, ...(repeat && { repeat }) }) as Field;
const fields = new Map([
  ['name', field('name')],
  ['phone', field('phone')],
  ['dogs.name', field('name', 'dogs')],
  ['dogs.breed', field('breed', 'dogs')],
]);
const procedure = { fields };

const said = (before: Answers, after: Answers) =>
  answerChanges(procedure, before, after).map(({ field: { id }, row, before: old, after: now }) => [
    row === undefined ? id : `${id}:${row}`,
    old,
    now,
  ]);

describe('what a correction changed', () => {
  it('names each answer with what was there and what is there now', () => {
    const before = { name: { family: '見本' }, phone: '1', dogs: [{ name: 'ポチ', breed: '柴' }] };
    const after = { name: { family: '見元' }, phone: '1', dogs: [{ name: 'ポチ', breed: '秋田' }] };
    expect(said(before, after)).toEqual([
      ['name', { family: '見本' }, { family: '見元' }],
      ['breed:0', '柴', '秋田'],
    ]);
  });

  it('shows rows that came or went', () => {
    const one = { dogs: [{ name: 'ポチ' }] };
    const two = { dogs: [{ name: 'ポチ' }, { name: 'ハチ' }] };
    expect(said(one, two)).toEqual([['name:1', undefined, 'ハチ']]);
    expect(said(two, one)).toEqual([['name:1', 'ハチ', undefined]]);
  });

  it('is empty for the same answers, and the other way round says the same backwards', () => {
    const answers = fc.record(
      {
        name: fc.string(),
        phone: fc.string(),
        dogs: fc.array(fc.record({ name: fc.string(), breed: fc.string() }, { requiredKeys: [] })),
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<Answers>;
    fc.assert(
      fc.property(answers, answers, (a, b) => {
        expect(said(a, structuredClone(a))).toEqual([]);
        expect(said(b, a)).toEqual(said(a, b).map(([id, old, now]) => [id, now, old]));
      }),
    );
  });
});
