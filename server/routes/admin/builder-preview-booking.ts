import type { Booking } from '../../domain/bookings/booking-store.ts';
import type { Services } from '../../services.ts';
import type { ApplyState } from '../apply/apply-context.ts';
import { bookingOf } from '../apply/booking-answer.ts';
import type { Stage } from './builder-preview-stage.ts';

/** What would be booked with these answers. */
export function bookingAt(
  services: Services,
  state: ApplyState,
  { status }: Stage,
): Booking | undefined {
  const booked = bookingOf(services, state);
  if (!booked || status === 'prepared') return undefined;
  const { resource, day, slots } = booked;
  const { id } = state.draft;
  const isHeld = status === 'awaiting_payment';
  const common = { id, applicationId: id, resource, day, slots };
  return { ...common, state: isHeld ? 'held' : 'confirmed', holdUntil: null };
}
