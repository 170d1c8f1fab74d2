import { randomUUID } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import { isDay, todayInTokyo } from '../../lib/jst-date.ts';
import type { Staff } from '../staff/staff.ts';
import type { Absence } from './absence.ts';
import { mayStandIn } from './absence-rules.ts';
import type { AbsenceStore } from './absence-store.ts';

export type AbsenceProblem =
  | 'staff_missing'
  | 'day_invalid'
  | 'days_reversed'
  | 'over_already'
  | 'deputy_same'
  | 'deputy_elsewhere'
  | 'away_already';

/** As typed; `deputyId` '' = nobody. */
export interface WantedAbsence {
  readonly staffId: string;
  readonly deputyId: string;
  readonly from: string;
  readonly to: string;
}

function problemOf(
  wanted: WantedAbsence,
  people: readonly Staff[],
  today: string,
): AbsenceProblem | undefined {
  const { from, to, staffId, deputyId } = wanted;
  const staff = people.find(({ id, leftAt }) => id === staffId && leftAt === null);
  if (staff === undefined) return 'staff_missing';
  if (!isDay(from) || !isDay(to)) return 'day_invalid';
  if (to < from) return 'days_reversed';
  if (to < today) return 'over_already';
  if (deputyId === '') return undefined;
  if (deputyId === staffId) return 'deputy_same';
  const deputy = people.find(({ id }) => id === deputyId);
  const day = from < today ? today : from;
  return deputy && mayStandIn(deputy, staff, day) ? undefined : 'deputy_elsewhere';
}

/**
 * Somebody is away from one JST day to another, both included. Whether whoever enters it may do so
 * for them (`mayEnterFor`) is the caller's question.
 */
export async function enterAbsence(
  stores: { readonly absences: AbsenceStore },
  clock: Clock,
  {
    wanted,
    people,
    by,
  }: { readonly wanted: WantedAbsence; readonly people: readonly Staff[]; readonly by: string },
): Promise<AbsenceProblem | undefined> {
  const at = clock.now();
  const problem = problemOf(wanted, people, todayInTokyo(at));
  if (problem) return problem;
  const absence: Absence = {
    id: randomUUID(),
    staffId: wanted.staffId,
    deputyId: wanted.deputyId === '' ? null : wanted.deputyId,
    from: wanted.from,
    to: wanted.to,
  };
  return (await stores.absences.add(absence, { actor: by, at })) ? undefined : 'away_already';
}
