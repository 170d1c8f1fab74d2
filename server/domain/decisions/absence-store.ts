import type { StaffChange } from '../staff/staff-store.ts';
import type { Absence } from './absence.ts';

export interface EnteredAbsence extends Absence {
  /** `staff:<login>` */
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** Every method is one whole atomic operation, with its audit entry. */
export interface AbsenceStore {
  /** @returns false when they are away on one of those days already */
  add(absence: Absence, by: StaffChange): Promise<boolean>;
  /** The last day is that one; one before the first day: it is called off. */
  end(id: string, to: string, by: StaffChange): Promise<void>;
  find(id: string): Promise<EnteredAbsence | undefined>;
  /** Those that are not over on that JST day and were not called off, by their first day. */
  list(day: string): Promise<readonly EnteredAbsence[]>;
}
