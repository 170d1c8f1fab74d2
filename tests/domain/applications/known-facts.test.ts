import { describe, expect, it } from 'vitest';
import { knownFacts, offeredAnswers } from '../../../server/domain/applications/known-facts.ts';
import { loadSampleTown, procedureOf } from '../../support/sample-town.ts';

const TODAY = '2026-11-21';
const library = await loadSampleTown();
const dog = procedureOf(library, 'dog-death');
const water = procedureOf(library, 'water-service');
const name = { family: '見本', given: '花子', family_kana: 'ミホン', given_kana: 'ハナコ' };
const at = (hour: number) => new Date(`2026-11-21T${String(hour).padStart(2, '0')}:00:00+09:00`);

describe('answers that are offered again', () => {
  it('are the same fact under whatever name the other form asks it', () => {
    const facts = knownFacts([
      {
        procedure: dog,
        answers: { applicant_name: name, applicant_phone: '090-0000-0000' },
        at: at(10),
      },
    ]);
    expect([...facts.keys()].toSorted()).toEqual(['applicant.name', 'applicant.phone']);
    const offered = offeredAnswers(water, facts, TODAY);
    const ids = [...water.fields.values()].filter(({ fact }) => fact === 'applicant.name');
    expect(ids.length).toBeGreaterThan(0);
    for (const { id } of ids) expect(offered[id]).toEqual(name);
  });

  it('are what was said last', () => {
    const older = { procedure: dog, answers: { applicant_phone: '090-0000-0001' }, at: at(9) };
    const newer = { procedure: dog, answers: { applicant_phone: '090-0000-0002' }, at: at(11) };
    for (const said of [
      [older, newer],
      [newer, older],
    ]) {
      expect(knownFacts(said).get('applicant.phone')?.value).toBe('090-0000-0002');
    }
  });

  it('keep the rules of the form that asks', () => {
    const elsewhere = {
      postcode: '1000001',
      prefecture: '東京都',
      city: '千代田区',
      town: '千代田',
      street: '1-1',
      building: '',
    };
    const facts = knownFacts([
      { procedure: dog, answers: { applicant_address: elsewhere }, at: at(10) },
    ]);
    const within = procedureOf(library, 'child-allowance');
    expect(within.fields.get('applicant_address')?.settings['within_town']).toBe(true);
    expect(offeredAnswers(within, facts, TODAY)).toEqual({});
    expect(offeredAnswers(dog, facts, TODAY)).toEqual({ applicant_address: elsewhere });
  });

  it('may begin a question that says nothing about the fact itself', () => {
    const home = {
      postcode: '9990001',
      prefecture: '見本県',
      city: '見本市',
      town: '中央町',
      street: '1-1',
      building: '',
    };
    const said = { procedure: dog, answers: { applicant_address: home }, at: at(10) };
    expect(offeredAnswers(water, knownFacts([said]), TODAY)).toMatchObject({ start_address: home });
    const answered = { procedure: water, answers: { start_address: home }, at: at(11) };
    expect([...knownFacts([answered]).keys()]).toEqual([]);
  });

  it('are neither consents, nor rows, nor individual numbers', () => {
    const secret = procedureOf(library, 'child-allowance');
    const facts = knownFacts([
      {
        procedure: secret,
        answers: { declared: true, children: [{ name }], individual_number: '123456789018' },
        at: at(10),
      },
    ]);
    expect([...facts.keys()]).toEqual([]);
  });
});
