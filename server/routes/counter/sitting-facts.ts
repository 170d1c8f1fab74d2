import {
  type KnownFacts,
  knownFacts,
  offeredAnswers,
} from '../../domain/applications/known-facts.ts';
import { withTyped } from '../../domain/counter/merge-facts.ts';
import type { Sitting, SittingFacts } from '../../domain/counter/sitting.ts';
import type { Answers } from '../../domain/fields/answers.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { Services } from '../../services.ts';
import { saidIn } from '../apply/known-answers.ts';

/** What the forms of this sitting say, open or sent; without those of one procedure. */
export async function formFacts(
  services: Services,
  { sessionHash }: Sitting,
  except?: Procedure,
): Promise<KnownFacts> {
  const said = await saidIn(services, sessionHash);
  return knownFacts(said.filter(({ procedure }) => procedure.id !== except?.id));
}

/**
 * Everything that is known of the resident now: from card, register and phone, and what was entered
 * in the forms since. Whoever brings new facts merges them with this.
 */
export async function currentFacts(services: Services, sitting: Sitting): Promise<SittingFacts> {
  return withTyped(sitting.facts, await formFacts(services, sitting));
}

/**
 * Answers that a form of the sitting can begin with.
 * @param today JST date
 */
export async function sittingFactsFor(
  services: Services,
  sitting: Sitting,
  procedure: Procedure,
  today: string,
): Promise<Answers> {
  const { known } = withTyped(sitting.facts, await formFacts(services, sitting, procedure));
  return offeredAnswers(procedure, new Map(Object.entries(known)), today);
}
