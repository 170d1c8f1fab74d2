import { describe, expect, it } from 'vitest';
import { computeIndicators } from '../../../server/domain/indicators/compute-indicators.ts';
import { procedureOf } from '../../support/sample-town.ts';
import { answered, town } from './real-town.ts';

const TODAY = '2026-11-21';

function apply(answers: Record<string, string | boolean>, today = TODAY) {
  return answered('care-certification', { kind: 'new', who: 'self', ...answers }, today);
}

describe('the category by age on the day', () => {
  // 介護保険法9条, 年齢計算ニ関スル法律: an age is attained on the day before the birthday.
  it.each([
    ['1986-11-23', 'none', 'two days before the 40th birthday'],
    ['1986-11-22', 'second', 'the day before the 40th birthday'],
    ['1986-11-21', 'second', 'the 40th birthday'],
    ['1970-01-01', 'second', '56 years'],
    ['1961-11-23', 'second', 'two days before the 65th birthday'],
    ['1961-11-22', 'first', 'the day before the 65th birthday'],
    ['1961-11-21', 'first', 'the 65th birthday'],
    ['1926-11-21', 'first', '100 years'],
  ])('born on %s: %s (%s)', (insured_birth, category) => {
    const { value, endedBy } = apply({ insured_birth });
    expect(value('first_category')).toBe(category === 'first');
    expect(value('second_category')).toBe(category === 'second');
    expect(endedBy).toBe(category === 'none' ? 'under_forty' : undefined);
  });

  it.each([
    ['1962-02-28', '2027-02-26', false],
    ['1962-02-28', '2027-02-27', true],
    ['1964-02-29', '2029-02-27', false],
    ['1964-02-29', '2029-02-28', true],
    ['1962-03-01', '2027-02-28', true],
  ])('born on %s, on %s: first category %s', (insured_birth, today, first) => {
    expect(apply({ insured_birth }, today).value('first_category')).toBe(first);
  });
});

describe('what to send', () => {
  it.each([
    [{ insured_birth: '1940-01-01', who: 'self' }, ['insured_card']],
    [{ insured_birth: '1940-01-01', who: 'family' }, ['insured_card']],
    [{ insured_birth: '1940-01-01', who: 'agent' }, ['insured_card', 'proxy']],
    [{ insured_birth: '1970-01-01', who: 'self' }, ['medical_card']],
    [{ insured_birth: '1970-01-01', who: 'agent' }, ['medical_card', 'proxy']],
    [{ insured_birth: '1970-01-01', kind: 'renewal' }, ['insured_card', 'medical_card']],
    [{ insured_birth: '1970-01-01', knows_number: true }, ['insured_card', 'medical_card']],
  ])('%o → %j', (answers, attachments) => {
    expect(apply(answers).attachments).toEqual(attachments);
  });
});

describe('the pages', () => {
  const ALWAYS = ['kind', 'insured', 'insurance', 'doctor', 'stay', 'visit', 'sharing'];
  it.each(['new', 'renewal', 'change'])(
    '%s asks for the present certification when there is one',
    (kind) => {
      const { pages } = apply({ kind, insured_birth: '1940-01-01' });
      expect(pages.includes('previous')).toBe(kind !== 'new');
      expect(pages.filter((page) => page !== 'previous')).toEqual(ALWAYS);
    },
  );
  it.each([
    ['self', false],
    ['family', true],
    ['agent', true],
  ])('%s: asks who applies: %s', (who, asked) => {
    expect(apply({ who, insured_birth: '1940-01-01' }).pages.includes('applicant')).toBe(asked);
  });
});

describe('the term of a renewal', () => {
  const errors = (kind: string, valid_to: string) =>
    apply({ kind, insured_birth: '1940-01-01', valid_from: '2025-06-01', valid_to }).errors;
  it.each([
    ['renewal', '2027-01-21', ['too_early']],
    ['renewal', '2027-01-20', []],
    ['renewal', '2026-11-21', []],
    ['renewal', '2026-11-20', ['expired']],
    ['change', '2027-05-31', []],
    ['change', '2026-11-20', ['expired']],
  ])('%s of a certification until %s: %j', (kind, validTo, expected) => {
    expect(errors(kind, validTo)).toEqual(expected);
  });
});

it('is three procedures of the list, and one application when it is sent', () => {
  const procedure = procedureOf(town.library, 'care-certification');
  const sent = { month: '2026-11', procedureId: procedure.id, channel: 'online', locale: 'ja' };
  const indicators = computeIndicators({
    counts: [{ ...sent, started: 1, completed: 1, received: 1 }],
    procedures: [procedure],
    plan: undefined,
    languages: ['ja'],
    today: TODAY,
  });
  expect(indicators.online.count).toBe(3);
  expect(indicators.totals.received).toBe(1);
});
