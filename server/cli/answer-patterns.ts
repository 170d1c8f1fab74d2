import { closedOn } from '../domain/applications/start-draft.ts';
import { computeFee } from '../domain/fees/compute-fee.ts';
import type { Answers } from '../domain/fields/answers.ts';
import { dueAttachments } from '../domain/procedures/due-attachments.ts';
import { computeJourney } from '../domain/procedures/journey.ts';
import type { Procedure } from '../domain/procedures/procedure.ts';
import { pricingFor } from '../routes/apply/pricing.ts';
import type { Services } from '../services.ts';
import { sampleAnswers } from './sample-answers.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Answers that are right on a day, to be given by many people. */
export interface AnswerPattern {
  readonly procedure: Procedure;
  readonly answers: Answers;
  /** Keys of what has to be handed in with them. */
  readonly documents: readonly string[];
}

const MOST_OF_ONE = 3;

/** A booking holds a seat, a fee needs a payment and a seal its key: what nobody made up is left out. */
function patternsOf(services: Services, procedure: Procedure, today: string): AnswerPattern[] {
  if (procedure.sealed || procedure.booking !== undefined || closedOn(procedure, today) !== null)
    return [];
  const examples = procedure.examples.filter(({ expect }) => !expect.ends_with && !expect.errors);
  return examples.slice(0, MOST_OF_ONE).flatMap((example) => {
    const answers = sampleAnswers(procedure, example.answers, { today });
    if (answers === undefined) return [];
    const journey = computeJourney(procedure, answers, { today });
    const fee =
      procedure.fee.when === 'with_application'
        ? computeFee(procedure, journey, pricingFor(services, today)).yen
        : 0;
    if (fee > 0) return [];
    const documents = dueAttachments(procedure, journey).map(({ key }) => key);
    return [{ procedure, answers: journey.answers, documents }];
  });
}

/**
 * Answers that fit a day. Working them out is what takes time, so they are made once a month for
 * the last months and once a quarter before.
 */
export function answerPatterns(services: Services, now: Date) {
  const known = new Map<string, (readonly [AnswerPattern, number])[]>();
  const recent = new Date(now.getTime() - 120 * 86_400_000).toISOString().slice(0, 7);
  const dayFor = (day: string) => {
    const month = Number(day.slice(5, 7));
    const first = day.slice(0, 7) >= recent ? month : month - ((month - 1) % 3);
    return `${day.slice(0, 4)}-${String(first).padStart(2, '0')}-01`;
  };
  return {
    /** @param day JST date; rules see the first of its month or quarter */
    pick(day: string, random: SeededRandom): AnswerPattern | undefined {
      const first = dayFor(day);
      let patterns = known.get(first);
      if (patterns === undefined) {
        const procedures = [...services.library.procedures.values()];
        // Some procedures are asked for every day, most hardly ever.
        patterns = procedures.flatMap((procedure, rank) =>
          patternsOf(services, procedure, first).map((pattern): [AnswerPattern, number] => [
            pattern,
            1 / (1 + (rank % 9)),
          ]),
        );
        known.set(first, patterns);
      }
      return patterns.length === 0 ? undefined : random.weighted(patterns);
    },
  };
}
