import type { Answers } from '../fields/answers.ts';
import { computeJourney } from './journey.ts';
import type { Journey, Procedure, RuleContext } from './procedure.ts';

interface Known {
  readonly procedure: Procedure;
  readonly today: string;
  readonly journey: Journey;
}

const known = new WeakMap<Answers, Known>();

/**
 * The journey of answers that don't change any more (a saved revision). Reckoned once for each day;
 * it goes when the answers go.
 */
export function journeyOf(procedure: Procedure, answers: Answers, context: RuleContext): Journey {
  const found = known.get(answers);
  if (found?.procedure === procedure && found.today === context.today) return found.journey;
  const journey = computeJourney(procedure, answers, context);
  known.set(answers, { procedure, today: context.today, journey });
  return journey;
}
