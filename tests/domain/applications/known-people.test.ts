import { describe, expect, it } from 'vitest';
import {
  knownInForm,
  knownPeople,
  proposedPeople,
} from '../../../server/domain/applications/known-people.ts';
import type { Answers } from '../../../server/domain/fields/answers.ts';
import { loadSampleTown, procedureOf } from '../../support/sample-town.ts';

const TODAY = '2026-11-20';
const library = await loadSampleTown();
const form = (id: string, answers: Answers, hour = 1) => ({
  procedure: procedureOf(library, id),
  answers,
  at: new Date(Date.parse(`${TODAY}T00:00:00Z`) + hour * 3_600_000),
});
const name = (given: string) => ({
  family: '見本',
  given,
  family_kana: 'ミホン',
  given_kana: 'ソラ',
});
const TARO = { name: name('太郎'), birth: '1986-02-02', gender: '1' };
const SORA = { name: name('空'), birth: '2024-05-05', gender: '2' };
const UMI = { name: name('海'), birth: '2025-06-06', gender: '1' };
const insured = form('national-health-insurance', {
  members: [
    { '@row': 'a', ...TARO, relation: 'spouse' },
    { '@row': 'b', ...SORA, relation: 'child' },
    { '@row': 'c', ...UMI, relation: 'child' },
    { '@row': 'd', name: name('父'), relation: 'other' },
  ],
});
const pageOf = (id: string, page: string) => {
  const found = procedureOf(library, id).pages.find((one) => one.id === page);
  if (found === undefined) throw new Error(page);
  return found;
};
const proposed = (id: string, page: string, answers: Answers, people = knownPeople([insured])) =>
  proposedPeople(form(id, answers), pageOf(id, page), people, TODAY).map((one) => one.answers);

describe('people named in one form', () => {
  it('are proposed as rows of the next by what they are, without those who stand there', () => {
    expect(proposed('child-allowance', 'children', {})).toEqual([
      { name: SORA.name, birth: SORA.birth },
      { name: UMI.name, birth: UMI.birth },
    ]);
    const there = { children: [{ name: { ...SORA.name, given_kana: '' }, birth: SORA.birth }] };
    expect(proposed('child-allowance', 'children', there)).toHaveLength(1);
    expect(
      proposed('child-allowance', 'children', { children: [{ ...SORA, birth: '2020-01-01' }] }),
    ).toHaveLength(2);
    expect(proposed('dog-registration', 'dogs', {})).toEqual([]);
  });

  it('are proposed to the questions for one person, and from there as rows that say who it is', () => {
    expect(proposed('child-allowance', 'spouse', {})).toEqual([
      { spouse_name: TARO.name, spouse_birth: TARO.birth },
    ]);
    expect(proposed('childcare-application', 'child', { child_name: SORA.name })).toEqual([
      { child_name: UMI.name, child_birth: UMI.birth, child_gender: UMI.gender },
    ]);
    const allowance = form('child-allowance', { spouse_name: TARO.name, spouse_birth: TARO.birth });
    const back = proposed('national-health-insurance', 'members', {}, knownPeople([allowance]));
    expect(back).toEqual([{ name: TARO.name, birth: TARO.birth, relation: 'spouse' }]);
  });

  it('are one person in two forms, the newest word on them counting; keys name nobody', () => {
    const later = form(
      'child-allowance',
      { children: [{ name: SORA.name, birth: SORA.birth }] },
      2,
    );
    const people = knownPeople([later, insured]);
    expect(people.map(({ group, parts, from, key }) => [group, parts, from.id, key])).toEqual([
      ['spouse', TARO, 'national-health-insurance', 'national-health-insurance.members.a'],
      ['child', SORA, 'child-allowance', 'national-health-insurance.members.b'],
      ['child', UMI, 'national-health-insurance', 'national-health-insurance.members.c'],
    ]);
  });

  it('take no value that the new question would refuse', () => {
    const unborn = { members: [{ name: SORA.name, birth: '2027-01-01', relation: 'child' }] };
    const people = knownPeople([form('national-health-insurance', unborn)]);
    expect(proposed('child-allowance', 'children', {}, people)).toEqual([{ name: SORA.name }]);
  });

  it('count as carried where they stand as they were known', () => {
    const mended = { name: UMI.name, birth: '2025-06-07' };
    const allowance = form('child-allowance', {
      spouse_name: TARO.name,
      children: [
        { ...mended, custody: true },
        { name: SORA.name, birth: SORA.birth },
      ],
    });
    expect(knownInForm(allowance, knownPeople([insured]), TODAY)).toEqual({
      spouse_name: TARO.name,
      children: [{}, { name: SORA.name, birth: SORA.birth }],
    });
  });
});
