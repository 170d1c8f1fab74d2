import { beforeAll, describe, expect, it } from 'vitest';
import { differenceLines } from '../../../server/domain/changes/difference.ts';
import { exemptionStanding, isExempt } from '../../../server/domain/fees/exemption.ts';
import type { Answers } from '../../../server/domain/fields/answers.ts';
import { computeJourney } from '../../../server/domain/procedures/journey.ts';
import type { Procedure } from '../../../server/domain/procedures/procedure.ts';
import { sampleApplication } from '../../support/fake-charge-store.ts';
import { fullExample, madeUpAnswers } from '../../support/made-up-answers.ts';
import { loadSampleTown, procedureOf } from '../../support/sample-town.ts';

let bulky: Procedure;
let answers: Answers;
beforeAll(async () => {
  bulky = procedureOf(await loadSampleTown(), 'bulky-waste');
  const made = madeUpAnswers(bulky, fullExample(bulky), '2026-11-21');
  answers = { ...made, exemption: 'welfare', exemption_statement: true };
});

describe('an exemption with proof', () => {
  const standing = (...types: ('received' | 'exemption_accepted' | 'fee_fixed')[]) =>
    exemptionStanding(
      bulky,
      { ...sampleApplication, answers },
      types.map((type) => ({ type })),
    );

  it('is claimed until staff accept it or fix the fee; their last word counts', () => {
    expect(standing('received')).toBe('claimed');
    expect(standing('received', 'exemption_accepted')).toBe('accepted');
    expect(standing('received', 'fee_fixed')).toBe('refused');
    expect(standing('received', 'fee_fixed', 'exemption_accepted')).toBe('accepted');
    answers = { ...answers, exemption: 'none' };
    expect(standing('received')).toBe('none');
    answers = { ...answers, exemption: 'welfare' };
  });

  it('is none where its document is not asked for', () => {
    const journey = (procedure: Procedure) =>
      computeJourney(procedure, answers, { today: '2026-11-21' });
    expect(isExempt(bulky, journey(bulky))).toBe(true);
    const silent = { ...bulky, attachments: [] };
    expect(isExempt(silent, journey(silent))).toBe(false);
  });
});

describe('what a changed order costs more', () => {
  const line = (item: string, yen: number) => ({ item, label: item, yen });
  const price = (...lines: ReturnType<typeof line>[]) => ({
    yen: lines.reduce((sum, { yen }) => sum + yen, 0),
    lines,
  });
  const items = (before: ReturnType<typeof price>, after: ReturnType<typeof price>) =>
    differenceLines(before, after, '差額').map(({ item, yen }) => [item, yen]);

  it('is entered under what became dearer, and adds up to the difference', () => {
    const before = price(line('a', 500), line('b', 300));
    expect(items(before, price(line('a', 500), line('b', 700)))).toEqual([['b', 400]]);
    expect(items(before, price(line('a', 100), line('b', 900)))).toEqual([['b', 200]]);
    expect(items(before, price(line('a', 600), line('c', 400)))).toEqual([
      ['a', 100],
      ['c', 100],
    ]);
  });
});
