import type { SlotAnswer } from '../../domain/bookings/check-slot-answer.ts';
import type { MovedBooking } from '../../domain/cases/case-store.ts';
import type { Services } from '../../services.ts';
import { ruleContext } from '../apply/apply-context.ts';
import { bookingOf } from '../apply/booking-answer.ts';
import { checkPickers } from '../apply/check-pickers.ts';
import type { CaseState } from './case-state.ts';

/** What the corrected answers book, if that is another day or place than before. */
export function movedBooking(services: Services, state: CaseState): MovedBooking | undefined {
  const { booked } = state;
  const wanted = bookingOf(services, state);
  if (!booked || !wanted) return undefined;
  const place = ({ resource, day, slots }: SlotAnswer) => [resource, day, ...slots].join();
  return place(booked) === place(wanted) ? undefined : wanted;
}

/** Asked again before it is sent; what decides at last is the write. */
export async function isStillFree(services: Services, state: CaseState): Promise<boolean> {
  const { procedure, journey, booked } = state;
  const field = procedure.fields.get(procedure.booking ?? '');
  const check = checkPickers(services, { ...ruleContext(services), ...(booked && { booked }) });
  return field === undefined || (await check([field], journey.answers, journey)).length === 0;
}
