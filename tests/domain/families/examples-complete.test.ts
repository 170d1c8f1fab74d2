import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../server/domain/fields/answers.ts';
import { computeJourney } from '../../../server/domain/procedures/journey.ts';
import type { ExampleCase, Procedure } from '../../../server/domain/procedures/procedure.ts';
import { madeUpAnswers } from '../../support/made-up-answers.ts';
import { town } from './real-town.ts';

/** The calendar is not asked here: any pick-up will do where the example leaves it open. */
function withSlot({ booking }: Procedure, answers: Answers, today: string): Answers {
  if (booking === undefined || answers[booking] !== undefined) return answers;
  return { ...answers, [booking]: { resource: 'waste-north', day: today, slots: ['day'] } };
}

const cases = [...town.library.procedures.values()].flatMap((procedure) =>
  procedure.examples
    .filter(({ expect: { ends_with, errors = {} } }) => !ends_with && !Object.keys(errors).length)
    .map((example): [string, Procedure, ExampleCase] => [
      `${procedure.id} ${example.name}`,
      procedure,
      example,
    ]),
);

describe('an example case that expects neither an end nor an error', () => {
  // A case that no resident could send would prove nothing about the form.
  it.each(cases)('%s can be completed', (_, procedure, { name, today }) => {
    const answers = withSlot(procedure, madeUpAnswers(procedure, name, today), today);
    const journey = computeJourney(procedure, answers, { today });
    const problems = journey.reached.flatMap(({ page, errors }) =>
      errors.map(({ field, code, textKey }) => `${page.id} ${field} ${textKey ?? code}`),
    );
    expect(problems).toEqual([]);
    expect(journey.complete).toBe(true);
  });
});
