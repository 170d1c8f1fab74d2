const MINUTE = 60_000;
const FREE_TRIES = 4;
const LONGEST_MINUTES = 15;

/**
 * How long an account stays closed after so many failures in a row: the fifth closes it for one
 * minute, each further one for twice as long, and never longer than a quarter of an hour, so that
 * nobody can shut a colleague out for a day (NIST SP 800-63B 3.2.2, OWASP ASVS 6.3.1).
 * @returns milliseconds; 0 = not at all
 */
export function lockMs(failures: number): number {
  if (failures <= FREE_TRIES) return 0;
  return Math.min(2 ** Math.min(failures - FREE_TRIES - 1, 10), LONGEST_MINUTES) * MINUTE;
}
