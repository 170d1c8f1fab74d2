import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readTable } from './read-table.ts';

export const PURPOSES = ['amateur', 'nonprofit', 'commercial'] as const;
export type Purpose = (typeof PURPOSES)[number];

const YEN = z.coerce.number().int().nonnegative();
const DAY = z.iso.date();

const ROW = z.strictObject({
  table: z.string().min(1),
  /** Does the organiser charge admission? `any` where a multiplier decides instead. */
  admission: z.enum(['free', 'charged', 'any']),
  purpose: z.enum([...PURPOSES, 'any']),
  slot: z.string().min(1),
  yen: YEN,
  overtime_per_hour_yen: YEN,
  valid_from: DAY,
  source: z.string(),
});

/** One amount of the ordinance: a division of the day for one class of use. Yen. */
export type FacilityFee = Readonly<z.infer<typeof ROW>>;

/** Percent of the amount so far, while all that is named holds. */
export interface PriceMultiplier {
  readonly id: 'weekend_or_holiday' | 'high_admission' | 'commercial';
  readonly percent: number;
  /** Highest admission at or above which `high_admission` holds, in yen. */
  readonly admissionFromYen?: number;
  readonly validFrom: string;
}

/** All that decides what one resource costs. */
export interface FacilityPrices {
  readonly fees: readonly FacilityFee[];
  readonly multipliers: readonly PriceMultiplier[];
  /** Each amount is rounded down to a multiple of so many yen. */
  readonly roundDownToYen: number;
  /** Words of the overtime line by locale, `{hours}` standing for the whole hours. */
  readonly overtimeLabel: Readonly<Record<string, string>>;
}

/**
 * Reads `catalogues/facility_fees.csv` of a procedures folder.
 * @throws with the line's number when a row does not fit.
 */
export function loadFacilityFees(folder: string): readonly FacilityFee[] {
  const text = readFileSync(join(folder, 'catalogues', 'facility_fees.csv'), 'utf8');
  return readTable('catalogues/facility_fees.csv', text, ROW);
}
