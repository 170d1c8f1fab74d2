import type { Position } from '../procedures/positions.ts';
import type { StaffRole } from '../staff/roles.ts';
import type { Absence } from './absence.ts';

/** Somebody who works in a section that day, by one of their roles. */
export interface DeskPerson {
  readonly staffId: string;
  readonly login: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly section: string;
}

/** Who is there that day. */
export interface Desk {
  /** JST date. */
  readonly day: string;
  readonly people: readonly DeskPerson[];
  readonly absences: readonly Absence[];
}

/** What it hangs on who may sign. */
export interface Routing {
  readonly desk: Desk;
  readonly section: string;
  readonly positions: readonly Position[];
  /** Who may not sign it besides its drafter: of an approval, who took the case up. */
  readonly barred?: readonly string[];
}
