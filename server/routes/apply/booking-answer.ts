import type { SubmitInput } from '../../domain/applications/submit-application.ts';
import { alternatives, alternativesSpan } from '../../domain/bookings/alternatives.ts';
import { dayAvailability } from '../../domain/bookings/availability.ts';
import { isWaitable, type SlotAnswer } from '../../domain/bookings/check-slot-answer.ts';
import { claimsFor } from '../../domain/bookings/claims.ts';
import type { Resource } from '../../domain/bookings/resources.ts';
import type { FieldError } from '../../domain/fields/answers.ts';
import type { Services } from '../../services.ts';
import type { ApplyState } from './apply-context.ts';
import { checkPickers, pickersOf } from './check-pickers.ts';
import { daySeats } from './day-seats.ts';

function slotAnswer({ procedure, journey }: ApplyState): SlotAnswer | undefined {
  const answer = procedure.booking && journey.answers[procedure.booking];
  return answer ? (answer as unknown as SlotAnswer) : undefined;
}

/** What the application would take, if its procedure books something. */
export function bookingOf(services: Services, state: ApplyState): SubmitInput['booking'] {
  const answer = slotAnswer(state);
  const resource = answer && services.resources.find(answer.resource);
  if (answer === undefined || resource === undefined) return null;
  return { ...answer, claims: claimsFor(resource, answer.day, answer.slots) };
}

/** The waiting list of what was chosen, for when it is full. Money is never taken for a place on it. */
export function waitingListOf(services: Services, state: ApplyState): Resource['waitingList'] {
  const answer = slotAnswer(state);
  if (answer?.slots.length !== 1 || state.procedure.fee.when === 'with_application')
    return undefined;
  return services.resources.find(answer.resource)?.waitingList;
}

/** Is the chosen slot full now, and can it be waited for? What decides at last is the write. */
export async function wouldWait(services: Services, state: ApplyState): Promise<boolean> {
  const answer = waitingListOf(services, state) && slotAnswer(state);
  const resource = answer && services.resources.find(answer.resource);
  if (answer === undefined || resource === undefined) return false;
  const { today } = state.context;
  const seats = await daySeats(services, resource, answer.day);
  return isWaitable(dayAvailability(resource, answer.day, { today, ...seats }), answer.slots[0]);
}

/** Asked again before the application is sent: a slot may have gone since it was chosen. */
export async function checkSavedPickers(
  services: Services,
  state: ApplyState,
): Promise<readonly FieldError[]> {
  const pickers = pickersOf(state.journey);
  if (pickers.length === 0) return [];
  return checkPickers(services, state.context)(pickers, state.journey.answers, state.journey);
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
