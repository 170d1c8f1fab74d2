import type { Application } from '../../../domain/applications/application.ts';
import type { Procedure } from '../../../domain/procedures/procedure.ts';
import { applicantMarks } from '../../../domain/protections/person-marks.ts';
import { mayDo, type SignedInStaff } from '../../../domain/staff/staff.ts';
import { todayInTokyo } from '../../../lib/jst-date.ts';
import type { Services } from '../../../services.ts';

export interface AskedCase {
  readonly application: Application;
  readonly procedure: Procedure;
  readonly staff: SignedInStaff;
}

/**
 * Is the case one of a protected person, and whoever asks none of the named few? Asked of the answers
 * themselves too: a case that came in a moment ago stands in no list yet.
 */
export async function isKeptFrom(
  { stores, clock }: Services,
  { application, procedure, staff }: AskedCase,
): Promise<boolean> {
  const marks = applicantMarks(procedure, application.answers);
  await stores.protections.match([{ applicationId: application.id, marks }], clock.now());
  return (await stores.protections.keptFrom(staff.id)).has(application.id);
}

/** Staff who may read the case: they read all protections on it, and work in its section. */
export async function readersOf(
  { stores, clock, live }: Services,
  { application, procedure }: Pick<AskedCase, 'application' | 'procedure'>,
) {
  const day = todayInTokyo(clock.now());
  const ids = new Set(await stores.protections.readersOfCase(application.id));
  const { section } = procedure;
  return (await stores.staff.list())
    .filter(({ id, leftAt }) => leftAt === null && ids.has(id))
    .map((reader) => ({
      id: reader.id,
      name: reader.name,
      worksHere: mayDo(reader, 'cases.work', { day, section, grants: live.grants }),
    }));
}
