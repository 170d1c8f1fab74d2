import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../server/domain/fields/answers.ts';
import { journeyOf } from '../../../server/domain/procedures/journey-memo.ts';
import { CHIP, compileGood, DOGS, OWNER, TODAY } from './sample-town.ts';

const dogs = compileGood(DOGS);
const journey = (answers: Answers, today = TODAY) => journeyOf(dogs, answers, { today });
const COMPLETE = { ...CHIP, ...OWNER, dogs: [{ name: 'ポチ', vaccinated: false }] };

describe('the journey of answers that were saved', () => {
  it('is reckoned once for each day and definition', () => {
    const answers = { ...COMPLETE };
    const first = journey(answers);
    expect(journey(answers)).toBe(first);
    expect(journey(answers, '2027-01-01')).not.toBe(first);
    expect(journeyOf(compileGood(DOGS), answers, { today: TODAY })).not.toBe(first);
  });

  it('has these very answers when it is complete and leaves nothing out', () => {
    const answers = { ...COMPLETE };
    expect(journey(answers).answers).toBe(answers);
  });

  it.each<[string, Answers]>([
    ['answers of a page that is not shown', { ...COMPLETE, agent_name: '太郎' }],
    ['what is noted beside the answers', { ...COMPLETE, $later: ['plan'] }],
    ['a page', { ...CHIP, ...OWNER }],
  ])('has its own when it leaves out %s', (_what, answers) => {
    const { answers: own } = journey(answers);
    expect(own).not.toBe(answers);
    expect(own).not.toHaveProperty('agent_name');
    expect(own).not.toHaveProperty('$later');
  });
});
