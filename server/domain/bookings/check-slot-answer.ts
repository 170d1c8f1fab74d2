import { isDay } from '../../lib/jst-date.ts';
import type { FieldError } from '../fields/answers.ts';
import { type AvailabilityContext, dayAvailability } from './availability.ts';
import { windowCloses, windowOpens } from './booking-window.ts';
import type { BookingWindow, DayAvailability, Resource } from './resources.ts';
import { rulesOn } from './rules-on.ts';

/** The answer of a slot_picker. */
export interface SlotAnswer {
  readonly resource: string;
  readonly day: string;
  readonly slots: readonly string[];
}

/**
 * Can this still be booked? Asked when the page is saved and again before the application is sent;
 * what decides at last is the claim written in the same commit. One full slot that can be waited for
 * is no error.
 * @param field id of the slot_picker, for the place of the error
 * @returns at most one error: `slot_required`, `slot_unknown`, `slot_past`, `slot_closed`,
 *   `slot_too_early` (`opens`), `slot_too_late` (`closes`), `slot_full` (params: JST dates)
 */
export function checkSlotAnswer(
  resource: Resource | undefined,
  answer: SlotAnswer,
  context: AvailabilityContext,
  field = 'slot',
): readonly FieldError[] {
  const error = (input: string, code: string, params?: FieldError['params']): FieldError[] => [
    { field, input: `${field}.${input}`, code, ...(params && { params }) },
  ];
  if (!resource || resource.id !== answer.resource) return error('day', 'slot_unknown');
  if (!isDay(answer.day)) return error('day', 'slot_required');
  const availability = dayAvailability(resource, answer.day, context);
  const problem = dayProblem(rulesOn(resource, answer.day).window, availability);
  // Some slot of a full day can be waited for: which one is looked at below.
  const waitable = availability.slots.some((slot) => slot.waitable);
  if (problem && !waitable) return error('day', ...problem);
  if (answer.slots.length === 0) return error('slots', 'slot_required');
  const left = new Map(availability.slots.map((slot) => [slot.slot, slot.left]));
  if (answer.slots.some((slot) => !left.has(slot)) || hasTwice(answer.slots)) {
    return error('slots', 'slot_unknown');
  }
  const waits = answer.slots.length === 1 && isWaitable(availability, answer.slots[0]);
  return waits || answer.slots.every((slot) => (left.get(slot) as number) > 0)
    ? []
    : error('slots', 'slot_full', { day: answer.day });
}

/** Is that slot full, and can it be waited for? */
export function isWaitable({ slots }: DayAvailability, id: string | undefined): boolean {
  return slots.some(({ slot, waitable }) => slot === id && waitable === true);
}

function dayProblem(
  window: BookingWindow,
  { day, state }: DayAvailability,
): [code: string, params: Record<string, string>] | undefined {
  switch (state) {
    case 'past':
    case 'closed':
    case 'full':
      return [`slot_${state}`, { day }];
    case 'too_early':
      return ['slot_too_early', { day, opens: windowOpens(window, day) }];
    case 'too_late':
      return ['slot_too_late', { day, closes: windowCloses(window, day) }];
    default:
      return undefined;
  }
}

function hasTwice(slots: readonly string[]): boolean {
  return new Set(slots).size < slots.length;
}
