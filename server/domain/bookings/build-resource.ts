import type { FacilityFee, FacilityPrices } from '../fees/facility-fees.ts';
import type { ResourceData } from './resource-schema.ts';
import type { BookingWindow, DayRules, OpeningRules, Resource, RulesVersion } from './resources.ts';
import type { TownHoliday } from './town-holidays.ts';

const WEEKDAYS = '日月火水木金土';

/** What a town says once for everything: rows of the price table's file, days on which it rests. */
export interface TownWide {
  readonly fees: readonly FacilityFee[];
  readonly holidays: readonly TownHoliday[];
}

/** From the checked data of a file to a resource. */
export function buildResource(
  id: string,
  group: string,
  data: ResourceData,
  town: TownWide,
): Resource {
  return {
    id,
    group,
    name: data.name,
    summary: data.summary,
    place: data.place,
    people: data.people,
    atoms: data.atoms ?? [id],
    versions: buildVersions(data, town),
    ...(data.revenue_item !== undefined && { revenueItem: data.revenue_item }),
    ...(data.waiting_list !== false && {
      waitingList: { max: data.waiting_list === true ? null : data.waiting_list },
    }),
  };
}

type RulesData = Pick<ResourceData, 'capacity' | 'slots' | 'opening' | 'window' | 'prices'>;

/** Each change on top of what held before; a key that it names is new as a whole. */
function buildVersions(data: ResourceData, town: TownWide): Resource['versions'] {
  let rules: RulesData = data;
  const first: RulesVersion = { from: '', ...buildRules(rules, town) };
  const later = data.changes.map(({ from, note, ...changed }): RulesVersion => {
    rules = { ...rules, ...changed };
    return { from, ...(note && { note }), ...buildRules(rules, town) };
  });
  return [first, ...later];
}

function buildRules(data: RulesData, { fees, holidays }: TownWide): DayRules {
  return {
    capacity: data.capacity,
    slots: data.slots,
    opening: buildOpening(data.opening, holidays),
    window: buildWindow(data.window, holidays),
    ...(data.prices && { prices: buildPrices(data.prices, fees) }),
  };
}

function buildOpening(
  data: ResourceData['opening'],
  townHolidays: readonly TownHoliday[],
): OpeningRules {
  const { weekly_closing: weekly, year_end: yearEnd } = data;
  return {
    holidays: data.holidays,
    closed: data.closed,
    ...(townHolidays.length > 0 && { townHolidays }),
    ...(data.collection !== undefined && { collection: data.collection }),
    ...(data.days !== undefined && { days: data.days }),
    ...(weekly && {
      weeklyClosing: {
        weekdays: [weekly.weekday].flat().map((name) => WEEKDAYS.indexOf(name)),
        onHoliday: weekly.on_holiday,
      },
    }),
    ...(yearEnd && {
      yearEnd: { from: yearEnd.from, to: yearEnd.to, shiftDays: yearEnd.shift_days },
    }),
  };
}

function buildWindow(
  { opens, closes }: ResourceData['window'],
  townHolidays: readonly TownHoliday[],
): BookingWindow {
  return {
    opens: { monthsBefore: opens.months_before, firstOfMonth: opens.first_of_month },
    closes:
      'days_before' in closes
        ? { daysBefore: closes.days_before }
        : {
            openDaysBefore: closes.open_days_before,
            ...(townHolidays.length > 0 && { townHolidays }),
          },
  };
}

function buildPrices(
  data: NonNullable<ResourceData['prices']>,
  fees: readonly FacilityFee[],
): FacilityPrices {
  return {
    fees: fees.filter(({ table }) => table === data.table),
    roundDownToYen: data.round_down_to_yen,
    overtimeLabel: data.overtime_label,
    multipliers: data.multipliers.map((multiplier) => ({
      id: multiplier.id,
      percent: multiplier.percent,
      admissionFromYen: multiplier.admission_from_yen,
      validFrom: multiplier.valid_from,
    })),
  };
}
