import { addDays } from '../../lib/jst-date.ts';

/** 見本市's own rule, where the town says nothing else: an extract a week. */
const USUAL_MAX_DAYS = 7;

/**
 * Has nobody brought in a newer extract for too long? What it says may have changed since.
 * @param maxDays `counter.register_max_age_days` of municipality.yaml
 */
export function isOldExtract(
  extractedOn: string,
  today: string,
  maxDays: number = USUAL_MAX_DAYS,
): boolean {
  return addDays(extractedOn, maxDays) < today;
}
