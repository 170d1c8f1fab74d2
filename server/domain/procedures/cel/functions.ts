import type { Environment } from '@marcbachmann/cel-js';
import { eraDate } from '../../../lib/eras.ts';
import { addOpenDays, isWeekendOrHoliday, openDaysUntil } from '../../../lib/japanese-calendar.ts';
import {
  addDays,
  addMonths,
  ageAttained,
  daysBetween,
  fiscalYear,
  fiscalYearEnd,
  isDay,
} from '../../../lib/jst-date.ts';
import type { TownAddresses } from '../../fields/postcode.ts';
import { intakeMonth } from '../open-window.ts';
import type { TownResources } from '../town.ts';

type Functions = Readonly<Record<string, (...values: never[]) => unknown>>;

/** CEL integers are BigInt; what has no answer (an empty date) is -1. */
function int(value: number): bigint {
  return Number.isNaN(value) ? -1n : BigInt(value);
}

/** Every function of the definition language, by its signature (procedures/README.md). */
const FUNCTIONS: Functions = {
  'age_attained(string, string): int': (birth: string, day: string) => int(ageAttained(birth, day)),
  'age_at_fiscal_year_end(string, string): int': (birth: string, day: string) =>
    int(ageAttained(birth, fiscalYearEnd(day))),
  'fiscal_year(string): int': (day: string) => int(fiscalYear(day)),
  'fiscal_year_end(string): string': (day: string) => fiscalYearEnd(day),
  'days_after(string, string): int': (event: string, day: string) => int(daysBetween(event, day)),
  'add_days(string, int): string': (day: string, count: bigint) => addDays(day, Number(count)),
  'add_months(string, int): string': (day: string, count: bigint) => addMonths(day, Number(count)),
  'is_weekend_or_holiday(string): bool': (day: string) => isWeekendOrHoliday(day),
  'next_open_day(string): string': (day: string) => addOpenDays(day, 0),
  'within_days(string, string, int): bool': (event: string, day: string, days: bigint) =>
    isDay(day) && day <= addOpenDays(addDays(event, Number(days)), 0),
  'business_days_until(string, string): int': (from: string, to: string) =>
    int(openDaysUntil(from, to)),
  'add_business_days(string, int): string': (day: string, count: bigint) =>
    addOpenDays(day, Number(count)),
  'month_of(string): string': (day: string) => monthOf(day),
  'intake_month(string, int, int): string': (day: string, closes: bigint, ahead: bigint) =>
    intakeMonth(day, Number(closes), Number(ahead)),
  'era(string): string': (day: string) => eraDate(day),
  'sum(list<int>): int': (values: readonly bigint[]) => values.reduce((sum, n) => sum + n, 0n),
};

function monthOf(day: string): string {
  return isDay(day) ? day.slice(0, 7) : '';
}

interface AddressValue {
  readonly postcode: string;
  readonly town: string;
}

/**
 * The collection area of an address in town on a JST day (at first without one): by its town name
 * where several share a postcode.
 */
function wasteArea(addresses: TownAddresses, { postcode, town }: AddressValue, day = ''): string {
  const found = addresses.find(postcode);
  const exact = found.find((own) => town !== '' && town.startsWith(own.town)) ?? found[0];
  return exact?.wasteAreas.findLast(({ from }) => from <= day)?.area ?? '';
}

/** What functions look up. */
interface FunctionsTown {
  readonly addresses: TownAddresses;
  readonly resources?: TownResources;
}

/** The type `address` must be registered before. */
export function registerFunctions(
  environment: Environment,
  { addresses, resources }: FunctionsTown,
): void {
  for (const [signature, handler] of Object.entries(FUNCTIONS)) {
    environment.registerFunction(signature, handler as (...values: unknown[]) => unknown);
  }
  environment.registerFunction('waste_area(Address): string', (address: AddressValue) =>
    wasteArea(addresses, address),
  );
  environment.registerFunction(
    'waste_area(Address, string): string',
    (address: AddressValue, day: string) => wasteArea(addresses, address, day),
  );
  environment.registerFunction('resource_people(string): int', (id: string) =>
    BigInt(resources?.find?.(id)?.people ?? 0),
  );
}
