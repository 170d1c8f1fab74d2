import { absenceOn } from './absence.ts';
import { type DecisionRound, nextStep } from './decision-round.ts';
import type { DeskPerson, Routing } from './desk.ts';

/** One place in the route that a signature fills. */
interface Seat {
  readonly step: number;
  /** In whose place; null = the signer's own, or a position that nobody holds. */
  readonly forStaffId: string | null;
}

/** Somebody who may sign now, and the places that their one signature fills. */
export interface Signer {
  readonly staffId: string;
  readonly seats: readonly Seat[];
}

type Round = Pick<DecisionRound, 'route' | 'signatures' | 'staffId'>;

/** Its drafter and whoever has signed already: nobody signs twice in a round. */
function excluded({ staffId, signatures }: Round, { barred = [] }: Routing): ReadonlySet<string> {
  return new Set([staffId, ...barred, ...signatures.map((one) => one.staffId)]);
}

/** Who holds a position of the route in that section on that day. @param step from 1 */
export function holdersOf(
  { route }: Pick<Round, 'route'>,
  step: number,
  { desk, section, positions }: Routing,
): readonly DeskPerson[] {
  const role = positions.find(({ key }) => key === route[step - 1])?.role;
  return desk.people.filter((person) => person.role === role && person.section === section);
}

/** Who fills one place: its holders, or for those who are away whoever stands in. No chains. */
function seatsAt(round: Round, step: number, routing: Routing): readonly Signer[] {
  const { desk, section } = routing;
  const out = excluded(round, routing);
  const isThere = (id: string) => absenceOn(desk.absences, id, desk.day) === undefined;
  const works = (id: string) =>
    desk.people.some((person) => person.staffId === id && person.section === section);
  const found = new Map<string, Signer>();
  for (const { staffId } of holdersOf(round, step, routing)) {
    if (out.has(staffId)) continue;
    const deputyId = absenceOn(desk.absences, staffId, desk.day)?.deputyId ?? null;
    if (isThere(staffId)) {
      found.set(staffId, { staffId, seats: [{ step, forStaffId: null }] });
    } else if (deputyId && !out.has(deputyId) && !found.has(deputyId)) {
      if (!isThere(deputyId) || !works(deputyId)) continue;
      found.set(deputyId, { staffId: deputyId, seats: [{ step, forStaffId: staffId }] });
    }
  }
  return [...found.values()];
}

/** A place that nobody can fill is filled from above; this says in whose place that is. */
function coveredSeat(round: Round, step: number, routing: Routing): Seat {
  const { absences, day } = routing.desk;
  const away = holdersOf(round, step, routing).find(
    ({ staffId }) => staffId !== round.staffId && absenceOn(absences, staffId, day) !== undefined,
  );
  return { step, forStaffId: away?.staffId ?? null };
}

/** Who holds the next position, too, where nobody else could sign it, signs both at once. */
function withOwnAbove(round: Round, signer: Signer, routing: Routing): Signer {
  const seats = [...signer.seats];
  for (let step = (seats.at(-1)?.step ?? 0) + 1; step <= round.route.length; step += 1) {
    const able = seatsAt(round, step, routing);
    const own = able.find(({ staffId }) => staffId === signer.staffId)?.seats[0];
    if (able.length !== 1 || own === undefined || own.forStaffId !== null) break;
    seats.push(own);
  }
  return { ...signer, seats };
}

/**
 * Who may sign next. Where nobody can fill a place (all away without somebody who stands in, nobody
 * holds it, only the drafter does), the next higher position signs for both. Empty: it has to wait.
 */
export function whoMaySign(round: Round, routing: Routing): readonly Signer[] {
  const covered: Seat[] = [];
  for (let step = nextStep(round); step <= round.route.length; step += 1) {
    const able = seatsAt(round, step, routing);
    if (able.length > 0) {
      return able.map((signer) => {
        const own = withOwnAbove(round, signer, routing);
        return { ...own, seats: [...covered, ...own.seats] };
      });
    }
    covered.push(coveredSeat(round, step, routing));
  }
  return [];
}

/** Why nobody can sign now. */
type Hold =
  | 'vacant' // nobody holds the highest position
  | 'away' // its holders are away and nobody stands in who could
  | 'drafter' // its only holder drafted it
  | 'signed'; // its only holder has signed it for another position

export interface Waiting {
  readonly why: Hold;
  /** Key of the position that it waits for. */
  readonly position: string;
  readonly holders: readonly DeskPerson[];
}

/** What a round waits for when `whoMaySign` finds nobody: the last position decides. */
export function whyWaiting(round: Round, routing: Routing): Waiting {
  const holders = holdersOf(round, round.route.length, routing);
  const { absences, day } = routing.desk;
  const is = (test: (id: string) => boolean) =>
    holders.length > 0 && holders.every(({ staffId }) => test(staffId));
  const position = round.route.at(-1) ?? '';
  const why = (): Hold => {
    if (holders.length === 0) return 'vacant';
    if (is((id) => id === round.staffId || (routing.barred ?? []).includes(id))) return 'drafter';
    const hasSigned = (id: string) => round.signatures.some(({ staffId }) => staffId === id);
    if (holders.some(({ staffId }) => absenceOn(absences, staffId, day))) return 'away';
    return holders.some(({ staffId }) => hasSigned(staffId)) ? 'signed' : 'drafter';
  };
  return { why: why(), position, holders };
}
