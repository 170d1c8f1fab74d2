import { knownFacts, offeredAnswers } from '../../domain/applications/known-facts.ts';
import { knownInForm, knownPeople } from '../../domain/applications/known-people.ts';
import { paperValuesOf } from '../../domain/bundles/bundle.ts';
import { untypedParts } from '../../domain/bundles/untyped-parts.ts';
import { countValues } from '../../domain/counter/count-values.ts';
import { withTyped } from '../../domain/counter/merge-facts.ts';
import type { Sitting, ValueCounts } from '../../domain/counter/sitting.ts';
import type { Services } from '../../services.ts';
import type { ApplyState } from '../apply/apply-context.ts';
import { saidIn } from '../apply/known-answers.ts';

/**
 * What a form at the counter has saved of typing: against what cards, registers, phones and the
 * forms that were begun before it had said already. A tap is no typing, and what came whole from a
 * phone was not typed here. The paper asks for as much as was counted on it, or else as here.
 */
export async function taskCounts(
  services: Services,
  sitting: Sitting,
  { procedure, draft, journey, context }: ApplyState,
): Promise<ValueCounts> {
  const { answers } = journey;
  const onPaper = paperValuesOf(services.bundles, procedure.id);
  const paper = onPaper > 0 && { paperValues: onPaper };
  if (sitting.facts.fromPhone?.[draft.id]) return { ...countValues(answers, answers), ...paper };
  const said = await saidIn(services, sitting.sessionHash);
  const before = said.filter(({ startedAt }) => startedAt < draft.startedAt);
  const { known } = withTyped(sitting.facts, knownFacts(before));
  const offered = {
    ...offeredAnswers(procedure, new Map(Object.entries(known)), context.today),
    ...knownInForm({ procedure, answers }, knownPeople(before), context.today),
  };
  const counts = countValues(answers, offered);
  const untyped = countValues(untypedParts(procedure, answers), offered).typedValues;
  return { ...counts, typedValues: counts.typedValues - untyped, ...paper };
}
