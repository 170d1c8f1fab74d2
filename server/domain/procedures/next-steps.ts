import { addOpenDays } from '../../lib/japanese-calendar.ts';
import { addDays } from '../../lib/jst-date.ts';
import type { Answers } from '../fields/answers.ts';
import { computeJourney } from './journey.ts';
import type { Procedure } from './procedure.ts';

/**
 * The steps of `next` that concern an application.
 * @param sentOn JST day on which it was sent: its rules decide
 */
export function nextSteps(
  procedure: Procedure,
  answers: Answers,
  sentOn: string,
): Procedure['next'] {
  if (!procedure.next.some(({ when }) => when)) return procedure.next;
  const { scope } = computeJourney(procedure, answers, { today: sentOn });
  return procedure.next.filter(({ when }) => !when || when.run(scope));
}

/**
 * Until when a step is taken: so many days after a JST day, and never on a day on which the town
 * hall is closed; then on the next one that it is open.
 */
export function stepDay(from: string, days: number): string {
  return addOpenDays(addDays(from, days), 0);
}
