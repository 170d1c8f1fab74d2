/** Minutes on the way to the town hall, there and back, with the wait; a town may say its own. */
export const VISIT_MINUTES = 60;

/**
 * Time that residents did not have to spend, in minutes: for each application sent, the visit and
 * filling in on paper, less what half of them needed here at most.
 * @param paperMinutes what the definition says that it takes
 * @param seconds median on all pages together; undefined: as long as on paper
 */
export function timeSaved(
  sent: number,
  {
    paperMinutes,
    seconds,
    visitMinutes = VISIT_MINUTES,
  }: {
    readonly paperMinutes: number;
    readonly seconds: number | undefined;
    readonly visitMinutes?: number | undefined;
  },
): number {
  const online = seconds === undefined ? paperMinutes : seconds / 60;
  return Math.round(sent * Math.max(0, visitMinutes + paperMinutes - online));
}
