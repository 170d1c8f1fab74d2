import { describe, expect, it } from 'vitest';
import { NOTHING_KNOWN } from '../../../server/domain/counter/sitting.ts';
import {
  confirmRight,
  markWrong,
  stillWrong,
} from '../../../server/domain/counter/wrong-answers.ts';
import { loadSampleTown, procedureOf } from '../../support/sample-town.ts';

const procedure = procedureOf(await loadSampleTown(), 'dog-registration');
const dogs = [
  { '@row': 'a', name: 'ポチ', breed: '柴犬' },
  { '@row': 'b', name: 'ハナ', breed: '雑種' },
];
const form = (answers: object) => ({ procedure, answers: { phone: '03', dogs, ...answers } });
const BREED = { page: 'dogs', row: 1, field: 'breed' };
const PHONE = { page: 'owner', field: 'phone' };
const facts = markWrong(NOTHING_KNOWN, 't', form({}), [PHONE, BREED]);

describe('what the resident pointed at', () => {
  it('is marked until it is changed, in its own row wherever that stands by then', () => {
    expect(stillWrong(facts, 't', form({}))).toEqual([PHONE, BREED]);
    expect(stillWrong(facts, 'other', form({}))).toEqual([]);
    expect(stillWrong(facts, 't', form({ phone: '06' }))).toEqual([BREED]);
    expect(stillWrong(facts, 't', form({ dogs: [dogs[1]] }))).toEqual([
      PHONE,
      { ...BREED, row: 0 },
    ]);
    expect(stillWrong(facts, 't', form({ dogs: [dogs[0]] }))).toEqual([PHONE]);
    const mended = [dogs[0], { ...dogs[1], breed: '秋田犬' }];
    expect(stillWrong(facts, 't', form({ dogs: mended }))).toEqual([PHONE]);
  });

  it('is right when it was asked again', () => {
    const one = confirmRight(facts, 't', form({}), BREED);
    expect(stillWrong(one, 't', form({}))).toEqual([PHONE]);
    expect(stillWrong(confirmRight(facts, 't', form({})), 't', form({}))).toEqual([]);
  });
});
