import { and, asc, eq, gte, inArray, isNull, lte, or } from 'drizzle-orm';
import type { Desk } from '../domain/decisions/desk.ts';
import { DESK } from '../domain/staff/roles.ts';
import type { Connection } from './connection.ts';

/** Who works where on that JST day, and who is away. */
export async function readDesk({ db, tables }: Connection, day: string): Promise<Desk> {
  const { staff, staffRoles: roles, staffAbsences: absences } = tables;
  const { id: staffId, login, name } = staff;
  const rows = await db
    .select({ staffId, login, name, role: roles.role, section: roles.section })
    .from(roles)
    .innerJoin(staff, eq(staffId, roles.staffId))
    .where(
      and(
        isNull(staff.leftAt),
        inArray(roles.role, [...DESK]),
        lte(roles.fromDay, day),
        or(isNull(roles.toDay), gte(roles.toDay, day)),
      ),
    )
    .orderBy(asc(login));
  const away = await db
    .select()
    .from(absences)
    .where(and(lte(absences.fromDay, day), gte(absences.toDay, day)));
  return {
    day,
    people: rows.flatMap(({ section, role, ...person }) =>
      section === null
        ? []
        : [{ ...person, section, role: role as Desk['people'][number]['role'] }],
    ),
    absences: away.map(({ id, staffId: who, deputyId, fromDay, toDay }) => ({
      id,
      staffId: who,
      deputyId,
      from: fromDay,
      to: toDay,
    })),
  };
}
