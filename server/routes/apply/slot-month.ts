import { isBookable, monthAvailability } from '../../domain/bookings/availability.ts';
import type { SlotAnswer } from '../../domain/bookings/check-slot-answer.ts';
import { daysOfMonth, shiftMonth } from '../../domain/bookings/months.ts';
import type { DayAvailability, Resource, RulesVersion } from '../../domain/bookings/resources.ts';
import { changesIn } from '../../domain/bookings/rules-on.ts';
import { slotResource } from '../../domain/procedures/field-context.ts';
import type { Field, Scope } from '../../domain/procedures/procedure.ts';
import type { Services } from '../../services.ts';
import { seatsTaken } from './day-seats.ts';

/** What a slot_picker offers on a JST day: mostly always the same, but areas of collection may change. */
export type ResourceOn = (day: string) => Resource | undefined;

interface SlotMonth {
  /** YYYY-MM */
  readonly month: string;
  readonly days: readonly DayAvailability[];
  /** All that are offered on some day of it. */
  readonly resources: readonly Resource[];
}

/** How many months a calendar looks ahead for the first one in which anything is free. */
const MONTHS_AHEAD = 3;

/** The resource that a slot_picker offers for a JST day of use, by the answers so far. */
export function resourceOf(
  services: Services,
  field: Field,
  scope: Scope,
  day: string,
): Resource | undefined {
  return services.resources.find(slotResource(field, scope, day));
}

interface Asked {
  readonly on: ResourceOn;
  /** JST date. */
  readonly today: string;
  readonly booked?: SlotAnswer;
}

async function monthOf(
  services: Services,
  { on, today, booked }: Asked,
  month: string,
): Promise<SlotMonth> {
  const days = daysOfMonth(month);
  const span = { from: days[0] as string, to: days.at(-1) as string };
  const resources = [...new Set(days.map(on))].filter((found) => found !== undefined);
  const known = new Map<string, ReadonlyMap<string, DayAvailability>>();
  for (const resource of resources) {
    const taken = await seatsTaken(services, resource, span, booked);
    const all = monthAvailability(resource, month, { today, taken });
    known.set(resource.id, new Map(all.map((one) => [one.day, one])));
  }
  const nothing = (day: string): DayAvailability => ({
    day,
    state: 'closed',
    closing: 'no_collection',
    slots: [],
  });
  const dayOf = (day: string) => known.get(on(day)?.id ?? '')?.get(day) ?? nothing(day);
  return { month, days: days.map(dayOf), resources };
}

/** The month that was asked for; else the first from now on with a free day, else this month. */
export async function slotMonth(
  services: Services,
  asked: Asked,
  wanted: string | undefined,
): Promise<SlotMonth> {
  const current = await monthOf(services, asked, wanted ?? asked.today.slice(0, 7));
  if (wanted !== undefined) return current;
  for (let ahead = 0; ahead < MONTHS_AHEAD; ahead += 1) {
    const month = shiftMonth(current.month, ahead);
    const found = ahead === 0 ? current : await monthOf(services, asked, month);
    if (found.days.some(({ state }) => isBookable(state))) return found;
  }
  return current;
}

/** Rules that begin on one of these days, for what is offered on it; each day once. */
export function changesOf(
  resources: readonly Resource[],
  days: readonly DayAvailability[],
): readonly RulesVersion[] {
  const [first, last] = [days[0]?.day ?? '', days.at(-1)?.day ?? ''];
  const all = resources.flatMap((resource) => changesIn(resource, first, last));
  return [...new Map(all.map((change) => [change.from, change])).values()];
}
