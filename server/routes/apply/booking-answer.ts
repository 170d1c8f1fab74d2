import type { SubmitInput } from '../../domain/applications/submit-application.ts';
import { alternatives, alternativesSpan } from '../../domain/bookings/alternatives.ts';
import type { SlotAnswer } from '../../domain/bookings/check-slot-answer.ts';
import { claimsFor } from '../../domain/bookings/claims.ts';
import type { FieldError } from '../../domain/fields/answers.ts';
import type { Services } from '../../services.ts';
import type { ApplyState } from './apply-context.ts';
import { checkPickers } from './check-pickers.ts';

function slotAnswer({ procedure, journey }: ApplyState): SlotAnswer | undefined {
  const answer = procedure.booking && journey.answers[procedure.booking];
  return answer ? (answer as unknown as SlotAnswer) : undefined;
}

/** What the application would take, if its procedure books something. */
export function bookingOf(services: Services, state: ApplyState): SubmitInput['booking'] {
  const answer = slotAnswer(state);
  const resource = answer && services.resources.find(answer.resource);
  if (answer === undefined || resource === undefined) return null;
  return { ...answer, claims: claimsFor(resource, answer.slots) };
}

/** Asked again before the application is sent: a slot may have gone since it was chosen. */
export async function checkSavedPickers(
  services: Services,
  state: ApplyState,
): Promise<readonly FieldError[]> {
  const fields = state.journey.reached.flatMap((reached) => reached.fields);
  return checkPickers(services, state.context)(fields, state.journey.answers, state.journey);
}

/** Other slots, days and places near the one that is gone. */
export async function slotAlternatives(services: Services, state: ApplyState) {
  const wanted = slotAnswer(state);
  const resource = wanted && services.resources.find(wanted.resource);
  if (wanted === undefined || resource === undefined) return [];
  // Another collection area is no alternative: the address decides it.
  const group =
    resource.group === 'facilities' ? services.resources.inGroup(resource.group) : [resource];
  const span = alternativesSpan(wanted, group);
  const taken = await services.stores.bookings.taken(span.atoms, span.from, span.to);
  return alternatives(wanted, group, { today: state.context.today, taken });
}
