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
  const journey = asSaved(computeJourney(procedure, answers, context), answers);
  known.set(answers, { procedure, today: context.today, journey });
  return journey;
}

/** Where nothing is left out, the answers of a form that is complete are the very object that was saved. */
function asSaved(journey: Journey, answers: Answers): Journey {
  if (!journey.complete || JSON.stringify(journey.answers) !== JSON.stringify(answers)) {
    return journey;
  }
  return { ...journey, answers };
}
