import { beforeAll, describe, expect, it } from 'vitest';
import type { Procedure } from '../../../server/domain/procedures/procedure.ts';
import { readProtection } from '../../../server/domain/protections/new-protection.ts';
import {
  applicantMarks,
  marksOfPerson,
  namedMarks,
} from '../../../server/domain/protections/person-marks.ts';
import { renewedTo, yearFrom } from '../../../server/domain/protections/protection.ts';
import { loadSampleTown, procedureOf } from '../../support/sample-town.ts';

const hanako = { family: '髙橋', given: '花子', family_kana: 'タカハシ', given_kana: 'ハナコ' };
const person = { name: hanako, birth: '1990-04-01', phone: '+81 90-1234-5678' };

describe('a year of protection', () => {
  it.each([
    ['2026-11-21', '2027-11-20'],
    ['2027-03-01', '2028-02-29'],
    ['2028-02-29', '2029-02-27'],
  ])('that begins on %s lasts until %s', (from, to) => expect(yearFrom(from)).toBe(to));

  it('goes on for a year from its end, or anew from today when it was over', () => {
    expect(renewedTo('2026-11-21', '2026-11-21')).toBe('2027-11-21');
    expect(renewedTo('2026-11-20', '2026-11-21')).toBe('2027-11-20');
  });
});

describe('a protected person', () => {
  let procedure: Procedure;
  beforeAll(async () => {
    procedure = procedureOf(await loadSampleTown(), 'child-allowance');
  });

  const keys = (marks: readonly { kind: string; text: string }[]) =>
    marks.map(({ kind, text }) => `${kind} ${text}`);
  const known = new Set(keys(marksOfPerson(person)));
  const isTheirs = (answers: Parameters<typeof applicantMarks>[1]) =>
    keys(applicantMarks(procedure, answers)).some((key) => known.has(key));
  const isNamed = (answers: Parameters<typeof namedMarks>[1]) =>
    keys(namedMarks(procedure, answers)).some((key) => known.has(key));

  it('is the applicant by name or reading with the day of birth, or by telephone', () => {
    const applicant_birth = '1990-04-01';
    expect(isTheirs({ applicant_name: { ...hanako, family: '高橋' }, applicant_birth })).toBe(true);
    const { family_kana, given_kana } = hanako;
    const otherKanji = { family: '鷹端', given: 'はな子', family_kana, given_kana };
    expect(isTheirs({ applicant_name: otherKanji, applicant_birth })).toBe(true);
    expect(isTheirs({ applicant_phone: '090-1234-5678' })).toBe(true);
    expect(isTheirs({ applicant_name: hanako, applicant_birth: '1990-04-02' })).toBe(false);
    expect(isTheirs({ applicant_name: hanako })).toBe(false);
  });

  it('named as somebody’s spouse is not the applicant', () => {
    const spouse = { spouse_name: hanako, spouse_birth: '1990-04-01' };
    expect([isTheirs(spouse), isNamed(spouse)]).toEqual([false, true]);
    expect(isNamed({ spouse_name: hanako, spouse_birth: '1991-04-01' })).toBe(false);
  });
});

describe('registering', () => {
  const typed = {
    family: '見本',
    given: '花子',
    family_kana: '',
    given_kana: '',
    birth: '1990-04-01',
    phone: '',
    from: '2026-11-21',
    why: '申出書',
    readers: ['boss', 'worker'],
  };
  const possible = { all: new Set(['boss', 'worker']), managers: new Set(['boss']) };
  const read = (change: Partial<typeof typed>) =>
    readProtection({ ...typed, ...change }, '2026-11-21', possible);

  it('takes what is whole', () => {
    expect(read({})).toMatchObject({ protection: { from: '2026-11-21', to: '2027-11-20' } });
    expect(read({ birth: '', phone: '0312345678' })).toHaveProperty('protection');
  });

  it.each([
    [{ given: '' }, 'family'],
    [{ birth: '' }, 'birth'],
    [{ birth: '2026-11-22' }, 'birth'],
    [{ phone: '123' }, 'phone'],
    [{ from: '2025-11-21' }, 'from'],
    [{ from: '2027-01-21' }, 'from'],
    [{ why: '' }, 'why'],
    [{ readers: ['worker'] }, 'readers'],
    [{ readers: ['boss', 'stranger'] }, 'readers'],
  ])('%j: asks for %s', (change, field) => {
    expect(read(change)).toEqual({ problems: { [field]: true } });
  });
});
