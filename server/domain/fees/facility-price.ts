import { isWeekendOrHoliday } from '../../lib/japanese-calendar.ts';
import type { Resource } from '../bookings/resources.ts';
import { rulesOn } from '../bookings/rules-on.ts';
import type { FacilityFee, FacilityPrices, PriceMultiplier, Purpose } from './facility-fees.ts';

/** What the use is like; `day` is the JST date of use, `slots` ids of the resource. */
export interface FacilityUse {
  readonly day: string;
  readonly slots: readonly string[];
  readonly purpose: Purpose;
  /** Does the organiser charge admission? */
  readonly charges_admission: boolean;
  /** The highest one, in yen. */
  readonly admission_yen: number;
  readonly overtime_minutes: number;
}

interface FacilityPriceLine {
  readonly kind: 'slot' | 'overtime';
  /** Slot id, or the slot whose rate the overtime has. */
  readonly slot: string;
  /** Whole hours of overtime; 0 on slots. */
  readonly hours: number;
  readonly yen: number;
  /** What was multiplied in, for the explanation. */
  readonly multipliers: readonly PriceMultiplier['id'][];
}

export interface FacilityPrice {
  readonly yen: number;
  readonly lines: readonly FacilityPriceLine[];
}

/**
 * The price of a use by the table and multipliers valid on its day. Each line is rounded down by
 * itself. A started hour of overtime counts as a whole one (長門市体育館条例 別表第1); its rate is
 * that of the last division booked.
 */
export function facilityPrice(resource: Resource, use: FacilityUse): FacilityPrice {
  const { prices, slots } = rulesOn(resource, use.day);
  if (!prices) return { yen: 0, lines: [] };
  const multipliers = multipliersFor(prices, use);
  const amount = (base: number) => multiply(base, multipliers, prices.roundDownToYen);
  const applied = multipliers.map(({ id }) => id);
  const lines: FacilityPriceLine[] = [];
  let overtimeRate: FacilityFee | undefined;
  for (const { id: slot } of slots) {
    if (!use.slots.includes(slot)) continue;
    const fee = feeFor(prices, { ...use, slot });
    if (!fee) continue;
    overtimeRate = fee;
    lines.push({ kind: 'slot', slot, hours: 0, yen: amount(fee.yen), multipliers: applied });
  }
  const hours = Math.ceil(Math.max(0, use.overtime_minutes) / 60);
  if (overtimeRate && hours > 0) {
    const { slot, overtime_per_hour_yen: rate } = overtimeRate;
    lines.push({ kind: 'overtime', slot, hours, yen: amount(rate) * hours, multipliers: applied });
  }
  return { yen: lines.reduce((sum, line) => sum + line.yen, 0), lines };
}

/** The row of the price table for a division: the newest one valid on the day of use. */
export function feeFor(
  prices: FacilityPrices,
  use: Pick<FacilityUse, 'day' | 'purpose' | 'charges_admission'> & { readonly slot: string },
): FacilityFee | undefined {
  const admission = use.charges_admission ? 'charged' : 'free';
  return prices.fees
    .filter(
      (fee) =>
        fee.slot === use.slot &&
        (fee.admission === 'any' || fee.admission === admission) &&
        (fee.purpose === 'any' || fee.purpose === use.purpose) &&
        fee.valid_from <= use.day,
    )
    .reduce<FacilityFee | undefined>(
      (newest, fee) => (newest && newest.valid_from >= fee.valid_from ? newest : fee),
      undefined,
    );
}

function multipliersFor(prices: FacilityPrices, use: FacilityUse): readonly PriceMultiplier[] {
  const valid = prices.multipliers.filter(({ validFrom }) => validFrom <= use.day);
  return valid.filter((multiplier) => {
    const newer = valid.some(
      ({ id, validFrom }) => id === multiplier.id && validFrom > multiplier.validFrom,
    );
    return !newer && holds(multiplier, use);
  });
}

function holds(multiplier: PriceMultiplier, use: FacilityUse): boolean {
  switch (multiplier.id) {
    case 'weekend_or_holiday':
      return isWeekendOrHoliday(use.day);
    case 'high_admission':
      return use.charges_admission && use.admission_yen >= (multiplier.admissionFromYen ?? 0);
    case 'commercial':
      return use.purpose === 'commercial';
  }
}

/** In whole numbers until the one division at the end, so that no binary fraction costs 10 yen. */
function multiply(
  yen: number,
  multipliers: readonly PriceMultiplier[],
  roundDownToYen: number,
): number {
  const product = multipliers.reduce((sum, { percent }) => sum * percent, yen);
  return Math.floor(product / (100 ** multipliers.length * roundDownToYen)) * roundDownToYen;
}

/** What a division costs at least on a JST day: amateurs without admission. Undefined without a price table. */
export function lowestPrice(resource: Resource, day: string, slot: string): number | undefined {
  if (!rulesOn(resource, day).prices) return undefined;
  return facilityPrice(resource, {
    day,
    slots: [slot],
    purpose: 'amateur',
    charges_admission: false,
    admission_yen: 0,
    overtime_minutes: 0,
  }).yen;
}
