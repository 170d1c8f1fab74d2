import { z } from 'zod';
import type { LocalText } from './resources.ts';

/** A day on which the town itself rests: its foundation day, a festival. */
export interface TownHoliday {
  /** JST date, or MM-DD for every year. */
  readonly day: string;
  readonly name: LocalText;
}

const NAME = z.intersection(
  z.object({ ja: z.string().min(1) }),
  z.record(z.string(), z.string().min(1)),
);
const MONTH_DAY = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);

/** Shape of holidays.yaml. */
export const TOWN_HOLIDAYS = z
  .array(z.strictObject({ day: z.union([z.iso.date(), MONTH_DAY]), name: NAME }))
  .refine(
    (all) => new Set(all.map(({ day }) => day)).size === all.length,
    '同じ日が2つあります。片方を消してください。',
  );

/** Undefined when the town works on that JST day. */
export function townHolidayOn(
  holidays: readonly TownHoliday[] | undefined,
  day: string,
): TownHoliday | undefined {
  return holidays?.find((one) => one.day === day || one.day === day.slice(5));
}
