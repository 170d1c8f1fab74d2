import { describe, expect, it } from 'vitest';
import { answered } from './real-town.ts';

const TODAY = '2026-11-21';

describe('cards issued again', () => {
  it.each([
    ['1961-11-22', false],
    ['1961-11-23', true],
    ['1986-11-22', true],
  ])('born on %s: asks for medical insurance: %s', (applicant_birth, asked) => {
    const answers = { cards: ['insured_card'], reason: 'lost', applicant_birth };
    const { pages, attachments } = answered('care-insured-card-reissue', answers, TODAY);
    expect(pages.includes('medical')).toBe(asked);
    expect(attachments).toEqual(asked ? ['medical_card'] : []);
  });

  it.each(['care-burden-card-reissue', 'care-insured-card-reissue'])(
    '%s: only a damaged card comes back',
    (id) => {
      const sent = (reason: string) => answered(id, { reason }, TODAY).attachments;
      expect([sent('lost'), sent('damaged'), sent('other')]).toEqual([[], ['damaged_card'], []]);
    },
  );

  it.each([
    ['2027-06-30', false],
    ['2027-07-01', true],
    ['2027-07-31', true],
    ['2027-08-01', false],
    ['2026-12-31', false],
  ])('on %s the new 負担割合証 is near: %s', (today, near) => {
    expect(answered('care-burden-card-reissue', {}, today).value('new_card_soon')).toBe(near);
  });
});

describe('who makes the care plan', () => {
  const AGREED = { certification: 'care', place: 'home', planner: 'care_office', agreed: true };
  const plan = (answers: Record<string, string | boolean>) =>
    answered('care-plan-request', { ...AGREED, ...answers }, TODAY);

  it.each([
    [{ applying_as: 'self' }, ['insured_card']],
    [{ applying_as: 'agent', from_office: false }, ['mandate', 'insured_card']],
    [{ applying_as: 'agent', from_office: true }, ['insured_card']],
    [{ applying_as: 'guardian' }, ['guardian_certificate', 'insured_card']],
    [{ applying_as: 'self', certification: 'waiting' }, []],
  ])('%o hands in %j', (answers, attachments) => {
    expect(plan(answers).attachments).toEqual(attachments);
  });

  it.each([
    [{ place: 'facility', planner: '' }, 'in_facility'],
    [{ certification: 'none' }, 'not_certified'],
    [{ planner: 'self' }, 'self_made'],
    [{ agreed: false }, 'not_agreed'],
    [{}, undefined],
  ])('%o ends with %s', (answers, end) => {
    expect(plan(answers).endedBy).toBe(end);
  });

  it('only the office itself has to know its number', () => {
    const left = (from_office: boolean) =>
      plan({ applying_as: 'agent', from_office, office_number: '' }).errors;
    expect(left(true)).toContain('number_missing');
    expect(left(false)).not.toContain('number_missing');
  });
});
