import { and, asc, eq, gte, inArray, isNull, lte, notInArray, or, sql } from 'drizzle-orm';
import type { Application } from '../domain/applications/application.ts';
import type { CaseWorker, InboxStore } from '../domain/inbox/inbox-store.ts';
import type { StaffRole } from '../domain/staff/roles.ts';
import type { KeyRing } from '../lib/key-ring.ts';
import { appendAudit } from './audit-chain.ts';
import { type Connection, type Driver, statement } from './connection.ts';
import { keptIds } from './protection-readers.ts';

type Assignment = Parameters<InboxStore['assign']>[0];

const OVER: Application['status'][] = ['refused', 'completed', 'lapsed', 'withdrawn'];

/** Of these, the cases that are still open; asked of the cases themselves, which are never behind. */
async function openAmong({ db, tables: { applications } }: Connection, ids: readonly string[]) {
  const rows = await db
    .select({ id: applications.id })
    .from(applications)
    .where(
      and(
        inArray(applications.id, [...ids]),
        isNull(applications.closedAt),
        notInArray(applications.status, OVER),
      ),
    );
  const open = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => open.has(id));
}

/** Inside the caller's write: who is responsible from now on. */
async function assignOne(
  connection: Connection,
  ring: KeyRing,
  applicationId: string,
  { staffId, by, at }: Assignment,
): Promise<void> {
  const { db, tables } = connection;
  const { assignments, inbox } = tables;
  await db.delete(assignments).where(eq(assignments.applicationId, applicationId));
  if (staffId !== null) {
    await db.insert(assignments).values({ applicationId, staffId, at: at.getTime() });
  }
  await db.update(inbox).set({ assigneeId: staffId }).where(eq(inbox.applicationId, applicationId));
  await appendAudit(connection, ring, {
    at,
    actor: by,
    action: 'case.assigned',
    subject: applicationId,
    detail: { staff: staffId ?? '' },
  });
}

/** Of the whole town: some hundred people, and one statement however many sections are asked for. */
const workersOn = statement('case_workers', (db, { staff, staffRoles }) =>
  db
    .selectDistinct({
      id: staff.id,
      name: staff.name,
      section: staffRoles.section,
      role: staffRoles.role,
    })
    .from(staffRoles)
    .innerJoin(staff, eq(staff.id, staffRoles.staffId))
    .where(
      and(
        isNull(staff.leftAt),
        lte(staffRoles.fromDay, sql.placeholder('day')),
        or(isNull(staffRoles.toDay), gte(staffRoles.toDay, sql.placeholder('day'))),
      ),
    )
    .orderBy(asc(staff.name), asc(staff.id)),
);

/** Who is responsible for a case, and who may be. */
export function inboxAssignments(
  driver: Driver,
  ring: KeyRing,
): Pick<InboxStore, 'assign' | 'workers'> {
  return {
    assign: (change) =>
      driver.write(async (connection) => {
        const kept = await keptIds(connection, change.staffId ?? '');
        const open = await openAmong(connection, change.applicationIds);
        const given = open.filter((id) => change.staffId === null || !kept.has(id));
        for (const id of given) await assignOne(connection, ring, id, change);
        return given;
      }),
    workers: (sections, day, roles) =>
      driver.read(async (connection) => {
        const rows = await workersOn(connection, { day });
        const found = rows.flatMap(({ section, role, ...worker }) =>
          section !== null && sections.includes(section) && roles.includes(role as StaffRole)
            ? [{ ...worker, section }]
            : [],
        );
        // By two roles in a section it is still one person.
        const key = ({ id, section }: CaseWorker) => `${section} ${id}`;
        return [...new Map(found.map((one) => [key(one), one])).values()];
      }),
  };
}
